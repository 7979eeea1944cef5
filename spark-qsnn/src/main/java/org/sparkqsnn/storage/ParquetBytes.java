package org.sparkqsnn.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/** Rows as the bytes of a Parquet file, which is whole before a byte of it is written. */
public final class ParquetBytes {
    private ParquetBytes() {}

    /** The file of some rows; the same rows give the same bytes. */
    public static byte[] of(MessageType schema, Stream<Group> rows) {
        Memory memory = new Memory();
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(memory)
                        .withType(schema)
                        .withCompressionCodec(CompressionCodecName.GZIP)
                        .build()) {
            for (Group row : (Iterable<Group>) rows::iterator) writer.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return memory.bytes.toByteArray();
    }

    private static final class Memory implements OutputFile {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] b, int from, int length) {
                    bytes.write(b, from, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
