package org.sparkqsnn.data.idx;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.sparkqsnn.data.schema.BadInput;

/**
 * One IDX file being read, raw or gzip by its first two bytes; each fault becomes a {@link
 * BadInput} that names it.
 *
 * @see "LeCun, Cortes, Burges: The MNIST database, section 'File formats': big-endian magic
 *     0x0000TTDD, TT = 8 for unsigned bytes, DD = number of dimensions, then a 4-byte size of each,
 *     then the elements"
 */
final class IdxFile implements Closeable {
    private static final int GZIP_MAGIC = 0x1f8b;

    private final Path path;
    private final InputStream in;
    private final boolean gzip;
    private long read;

    private IdxFile(Path path, InputStream in, boolean gzip) {
        this.path = path;
        this.in = in;
        this.gzip = gzip;
    }

    static IdxFile open(Path path) {
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
            raw.mark(2);
            boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
            raw.reset();
            return new IdxFile(path, gzip ? new GZIPInputStream(raw, 1 << 16) : raw, gzip);
        } catch (ZipException | EOFException e) {
            throw new BadInput(
                    path + ": damaged gzip (" + BadInput.reason(e) + "); fetch it again", e);
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "check the path and its permissions");
        }
    }

    /**
     * Reads the magic number of unsigned bytes with so many dimensions, and their sizes; each at
     * least 1.
     */
    int[] header(int dimensions) {
        int expected = 0x0800 | dimensions;
        int magic = readInt("the header");
        if (magic != expected) {
            String both =
                    String.format(
                            Locale.ROOT, "wrong magic 0x%08x, expected 0x%08x", magic, expected);
            String kind = dimensions == 1 ? "labels" : "images";
            throw new BadInput(
                    path
                            + ": "
                            + both
                            + " (IDX "
                            + kind
                            + " of unsigned bytes); is it the right file?");
        }
        int[] sizes = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = readInt("the header");
            if (sizes[d] < 1) {
                String value = Integer.toUnsignedString(sizes[d]);
                throw new BadInput(
                        path
                                + ": dimension "
                                + d
                                + " is "
                                + value
                                + ", expected 1 to 2^31 - 1; fetch it again");
            }
        }
        return sizes;
    }

    /**
     * Fills out[at .. at + length - 1]; {@code part} names what was being read when the file ended.
     */
    void readFully(byte[] out, int at, int length, String part) {
        try {
            int got = in.readNBytes(out, at, length);
            read += got;
            if (got < length) {
                throw truncated(part);
            }
        } catch (EOFException e) {
            throw truncated(part);
        } catch (ZipException e) {
            throw new BadInput(
                    path + ": damaged gzip (" + BadInput.reason(e) + "); fetch it again", e);
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "fetch it again");
        }
    }

    /**
     * Refuses a header that promises more than the file can hold, before memory is taken for it;
     * gzip packs at most 1032 bytes into one (RFC 1951: 258 bytes into 2 bits).
     */
    void requireRoom(long bytes, String part) {
        try {
            long size = Files.size(path);
            long most = (gzip ? 1032 * size : size) - read;
            if (bytes <= most) return;
            throw new BadInput(
                    path
                            + ": truncated, its header promises "
                            + bytes
                            + " bytes of "
                            + part
                            + ", its size allows "
                            + most
                            + "; fetch it again");
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "check the path and its permissions");
        }
    }

    /** Refuses bytes after the last record; reads the gzip trailer, and so checks its CRC. */
    void end() {
        byte[] more = new byte[1];
        try {
            if (in.read(more) > 0) {
                throw new BadInput(
                        path
                                + ": longer than its header says ("
                                + read
                                + " bytes); fetch it again");
            }
        } catch (EOFException e) {
            throw truncated("the gzip trailer");
        } catch (IOException e) {
            throw new BadInput(
                    path + ": damaged gzip (" + BadInput.reason(e) + "); fetch it again", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw BadInput.cannot("read", path, e, "fetch it again");
        }
    }

    private int readInt(String part) {
        byte[] b = new byte[4];
        readFully(b, 0, 4, part);
        return (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | (b[3] & 0xff);
    }

    private BadInput truncated(String part) {
        return new BadInput(
                path
                        + ": truncated, it ends after "
                        + read
                        + " bytes inside "
                        + part
                        + "; fetch it again");
    }
}
