package org.sparkqsnn.data.mix;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the first pass over rows finds out, exactly: of each part the records in each bucket of keys
 * and with each label, and the sums of a {@link Fingerprint}. 16 MiB, whatever the size of the set.
 *
 * <p>Counts add up. They travel in chunks, of which those are left out that hold nothing but zeros.
 */
public final class Counts {
    private static final int LABELS = 256;
    private static final int SUMS = 2;
    private static final int OF_A_PART = ContentKey.BUCKETS + LABELS + SUMS;
    private static final int CHUNK = 1 << 14;

    /** Number of chunks. */
    public static final int CHUNKS = (Part.values().length * OF_A_PART - 1) / CHUNK + 1;

    private final long[] numbers = new long[Part.values().length * OF_A_PART];

    /** One row more, whose record {@code key} has read. */
    public void add(byte[] row, ContentKey key) {
        int of = start(Part.of(row));
        numbers[of + key.bucket()]++;
        int labels = of + ContentKey.BUCKETS;
        numbers[labels + (row[Part.RECORD] & 0xff)]++;
        for (int w = 0; w < SUMS; w++) numbers[labels + LABELS + w] += key.word(w);
    }

    /** The numbers of the chunks that are not all zero. */
    public IntStream chunks() {
        return IntStream.range(0, CHUNKS)
                .filter(c -> IntStream.range(begin(c), end(c)).anyMatch(i -> numbers[i] != 0));
    }

    /** A copy of one chunk. */
    public long[] chunk(int chunk) {
        return Arrays.copyOfRange(numbers, begin(chunk), end(chunk));
    }

    /** Adds a chunk of other counts. */
    public void add(int chunk, long[] other) {
        for (int i = 0; i < other.length; i++) numbers[begin(chunk) + i] += other[i];
    }

    /** Records of a part. */
    public long records(Part part) {
        int labels = start(part) + ContentKey.BUCKETS;
        return Arrays.stream(numbers, labels, labels + LABELS).sum();
    }

    /** The largest label of a part; -1 if it has no records. */
    int largestLabel(Part part) {
        int labels = start(part) + ContentKey.BUCKETS;
        int label = LABELS - 1;
        while (label >= 0 && numbers[labels + label] == 0) label--;
        return label;
    }

    /** Records of a part in a bucket. */
    long records(Part part, int bucket) {
        return numbers[start(part) + bucket];
    }

    Fingerprint fingerprint(Part part) {
        int sums = start(part) + ContentKey.BUCKETS + LABELS;
        return new Fingerprint(records(part), numbers[sums], numbers[sums + 1]);
    }

    /** Adds all numbers to a digest. */
    void digest(MessageDigest into) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Long.BYTES);
        for (int c = 0; c < CHUNKS; c++) {
            bytes.clear().asLongBuffer().put(numbers, begin(c), end(c) - begin(c));
            into.update(bytes.array(), 0, (end(c) - begin(c)) * Long.BYTES);
        }
    }

    private static int start(Part part) {
        return part.ordinal() * OF_A_PART;
    }

    private static int begin(int chunk) {
        return chunk * CHUNK;
    }

    private int end(int chunk) {
        return Math.min(numbers.length, begin(chunk) + CHUNK);
    }
}
