package org.sparkqsnn.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * What a file must hash to. Packages compress the same data differently, so the decompressed bytes
 * are what counts; the gzip file itself is hashed only where nobody published the other.
 *
 * <p>Of what a server sent no more is read than the right file has: 50 MB of gzip may hold 50 GB.
 *
 * @param of which bytes
 * @param bytes how many there are
 * @param sha256 64 lower-case hex digits
 */
record Checksum(Of of, long bytes, String sha256) {
    enum Of {
        DECOMPRESSED,
        GZIP
    }

    /** What is wrong with the file; empty if it is the right one. */
    Optional<String> fault(Path file) {
        try {
            String found = hash(file);
            String bytes = of == Of.GZIP ? "of the gzip file" : "of the decompressed bytes";
            String both = "sha256 " + bytes + " is " + found + ", expected " + sha256;
            return found.equals(sha256) ? Optional.empty() : Optional.of("wrong checksum: " + both);
        } catch (IOException e) {
            return Optional.of("damaged: " + BadInput.reason(e));
        }
    }

    private String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = of == Of.DECOMPRESSED ? decompressed(raw) : raw;
                OutputStream out =
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long left = bytes + 1;
            byte[] buffer = new byte[1 << 16];
            for (int got = 0; got >= 0 && left > 0; left -= got) {
                out.write(buffer, 0, got);
                got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            }
            if (left == 0) throw new IOException("it holds more than " + bytes + " bytes");
        }
        return Sha256.hex(digest);
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
