package org.sparkqsnn.data.shard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * A block file, format version 1: a header of 32 bytes, then records of one length. Integers are
 * big-endian.
 *
 * <pre>
 * offset  bytes  header
 *      0      8  magic, ASCII "QSNNIMGS"
 *      8      4  format version, 1
 *     12      4  id of the first record in its split
 *     16      4  records, at least 1
 *     20      4  stride, 1 + height * width
 *     24      4  height
 *     28      4  width
 *
 * offset  bytes  record i, at 32 + i * stride
 *      0      1  label, unsigned
 *      1    h*w  pixels, unsigned, row by row
 * </pre>
 *
 * So a sample id is an offset, and a file needs no index. The manifest holds the sha256 of the
 * whole file.
 */
final class BlockFormat {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 32;
    private static final byte[] MAGIC = "QSNNIMGS".getBytes(StandardCharsets.US_ASCII);

    private BlockFormat() {}

    /** The file of records [first, first + records) of a set. */
    static byte[] pack(ImageSet set, int first, int records) {
        int stride = 1 + set.features();
        byte[] file = new byte[HEADER_BYTES + records * stride];
        byte[] header = header(first, records, set.height(), set.width());
        System.arraycopy(header, 0, file, 0, HEADER_BYTES);
        for (int i = 0; i < records; i++) {
            int at = HEADER_BYTES + i * stride;
            file[at] = (byte) set.label(first + i);
            set.copyPixels(first + i, file, at + 1);
        }
        return file;
    }

    /** The header of records [first, first + records). */
    static byte[] header(int first, int records, int height, int width) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(first)
                .putInt(records)
                .putInt(1 + height * width)
                .putInt(height)
                .putInt(width)
                .array();
    }

    /** A block's name: its part, its number there, and the first digits of its sha256. */
    static String fileName(String split, int number, String sha256) {
        return String.format(Locale.ROOT, "%s-%05d-%s.bin", split, number, sha256.substring(0, 16));
    }

    /**
     * Refuses a header that is not exactly what the manifest promises.
     *
     * @param where names the file in the message
     */
    static void checkHeader(byte[] header, Manifest manifest, Manifest.Block block, String where) {
        ByteBuffer in = ByteBuffer.wrap(header);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new BadInput(
                    where + ": not a block file of spark-qsnn (wrong magic); run prepare again");
        }
        same(in.getInt(), VERSION, "format version", where);
        same(in.getInt(), block.firstId(), "first id", where);
        same(in.getInt(), block.records(), "record count", where);
        same(in.getInt(), manifest.stride(), "stride", where);
        same(in.getInt(), manifest.height(), "height", where);
        same(in.getInt(), manifest.width(), "width", where);
    }

    private static void same(int found, int expected, String what, String where) {
        if (found != expected) {
            throw new BadInput(
                    where
                            + ": "
                            + what
                            + " is "
                            + found
                            + ", the manifest says "
                            + expected
                            + "; run prepare again");
        }
    }
}
