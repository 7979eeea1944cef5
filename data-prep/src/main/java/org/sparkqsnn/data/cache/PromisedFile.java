package org.sparkqsnn.data.cache;

import java.io.FileNotFoundException;
import java.security.MessageDigest;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * A file somewhere, and what the manifest says that it is.
 *
 * @param uri of the file, or its name for messages where it lies on no file system
 * @param bytes its length
 * @param sha256 of its bytes, 64 lower-case hex digits
 */
public record PromisedFile(String uri, long bytes, String sha256) {

    /**
     * Refuses a file of another length.
     *
     * @param read bytes that it has; one more than promised stands for any number more
     */
    public void checkLength(long read) {
        if (read == bytes) return;
        String fault =
                read < bytes
                        ? "truncated, it has " + read + " of " + bytes + " bytes"
                        : "longer than the " + bytes + " bytes of the manifest";
        throw new BadInput(uri + ": " + fault + "; run prepare again");
    }

    /** Finishes the digest of all bytes, and refuses another one than was promised. */
    public void checkSha256(MessageDigest digest) {
        String found = Sha256.hex(digest);
        if (found.equals(sha256)) return;
        String both = found + ", the manifest says " + sha256;
        throw new BadInput(uri + ": damaged, sha256 is " + both + "; run prepare again");
    }

    /** The refusal of a file that is not there. */
    public BadInput missing(FileNotFoundException e) {
        return new BadInput(uri + ": missing, the manifest lists it; run prepare again", e);
    }
}
