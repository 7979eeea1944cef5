package org.sparkqsnn.data.mix;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Which records a set holds, whatever their order: how many, and the sums of both words of their
 * keys modulo 2^64. Sums of parts add up to that of the whole.
 *
 * @param records in the set
 * @param high sum of the keys' first words
 * @param low sum of the keys' second words
 */
public record Fingerprint(long records, long high, long low) implements Serializable {
    public static final Fingerprint EMPTY = new Fingerprint(0, 0, 0);

    public Fingerprint plus(Fingerprint other) {
        return new Fingerprint(records + other.records, high + other.high, low + other.low);
    }

    /** With the record whose key is at {@code key[at .. at + 15]}. */
    public Fingerprint plus(byte[] key, int at) {
        ByteBuffer words = ByteBuffer.wrap(key, at, ContentKey.BYTES);
        return new Fingerprint(records + 1, high + words.getLong(), low + words.getLong());
    }

    /** As numbers, which any serializer of Spark knows. */
    public long[] toArray() {
        return new long[] {records, high, low};
    }

    /** From the numbers of {@link #toArray}. */
    public static Fingerprint of(long[] numbers) {
        return new Fingerprint(numbers[0], numbers[1], numbers[2]);
    }
}
