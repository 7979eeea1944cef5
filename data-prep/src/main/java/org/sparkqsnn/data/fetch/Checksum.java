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
 * @param of which bytes
 * @param sha256 64 lower-case hex digits
 */
record Checksum(Of of, String sha256) {
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
            in.transferTo(out);
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
