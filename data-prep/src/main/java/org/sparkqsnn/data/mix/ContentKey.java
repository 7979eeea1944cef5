package org.sparkqsnn.data.mix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import org.sparkqsnn.data.schema.Sha256;

/**
 * Where a record goes, from its bytes alone: h = sha256(text || record). Records are in the order
 * of the first 16 bytes of h, then of their own bytes, unsigned; so the same records come in the
 * same order, however they lay before. The next 8 bytes of h say whether a record is in a given
 * fraction. Holds the key of the record that it read last, for one thread.
 */
public final class ContentKey {
    /** Bytes of a key in the order. */
    public static final int BYTES = 16;

    /** Bits of a key that number its bucket. */
    static final int BUCKET_BITS = 20;

    /** Buckets, which part the keys in their order. */
    public static final int BUCKETS = 1 << BUCKET_BITS;

    /** What the order is keyed by; the version of the order. */
    static final String TEXT = "spark-qsnn prepare, order 1\n";

    private static final byte[] KEY = TEXT.getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] hash = new byte[sha256.getDigestLength()];
    private final ByteBuffer words = ByteBuffer.wrap(hash);

    /** Reads the record that begins at {@code from} and ends with the array. */
    public ContentKey read(byte[] bytes, int from) {
        sha256.update(KEY);
        sha256.update(bytes, from, bytes.length - from);
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the array is as long as the digest", e);
        }
        return this;
    }

    /** The number of its bucket, in [0, {@link #BUCKETS}). */
    public int bucket() {
        return words.getInt(0) >>> (Integer.SIZE - BUCKET_BITS);
    }

    /** Whether the record is in a fraction of all, about: each one is by itself, without a draw. */
    public boolean isIn(double fraction) {
        return (words.getLong(BYTES) >>> 11) * 0x1p-53 < fraction;
    }

    /** Copies the key to {@code out[at .. at + 15]}. */
    public void copyTo(byte[] out, int at) {
        System.arraycopy(hash, 0, out, at, BYTES);
    }

    /** Of the two words of the key, the one at 0 or 1. */
    long word(int at) {
        return words.getLong(at * Long.BYTES);
    }
}
