package org.sparkqsnn.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files for tests. */
public final class IdxFiles {
    private IdxFiles() {}

    /** Label i is i % classes; shape [records]. */
    public static byte[] labels(int records, int classes) {
        ByteBuffer file = ByteBuffer.allocate(8 + records).putInt(0x801).putInt(records);
        for (int i = 0; i < records; i++) {
            file.put((byte) (i % classes));
        }
        return file.array();
    }

    /** Pixel j of image i is 3 i + j; images of 2 x 3. */
    public static byte[] images(int records) {
        ByteBuffer file =
                ByteBuffer.allocate(16 + 6 * records)
                        .putInt(0x803)
                        .putInt(records)
                        .putInt(2)
                        .putInt(3);
        for (int i = 0; i < 6 * records; i++) {
            file.put((byte) (3 * (i / 6) + i % 6));
        }
        return file.array();
    }

    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A whole folder: 12 training and 6 test images in 3 classes. */
    public static void writeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(12));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(12, 3)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(6)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(6, 3));
    }
}
