package org.sparkqsnn.data.mix;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The blocks of one part, cut from its records in order: block j has the ranks {@code [j R, (j + 1)
 * R)}, the last one what is left. Since only buckets are counted, a block is cut from whole
 * buckets, and a bucket on a border is read for both blocks.
 */
public final class Borders implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Fingerprint content;
    private final int recordsPerBlock;

    /** Of each block, the bucket of its first record, that of its last one, and what to skip. */
    private final int[] first;

    private final int[] last;
    private final long[] skip;

    /**
     * @param counts of both parts
     * @param part which has records
     * @param recordsPerBlock R, at least 1
     */
    Borders(Counts counts, Part part, int recordsPerBlock) {
        this.content = counts.fingerprint(part);
        this.recordsPerBlock = recordsPerBlock;
        int blocks = Math.toIntExact((records() - 1) / recordsPerBlock + 1);
        this.first = new int[blocks];
        this.last = new int[blocks];
        this.skip = new long[blocks];
        int bucket = 0;
        long before = 0; // records in front of the bucket
        for (int j = 0; j < blocks; j++) {
            long rank = (long) j * recordsPerBlock;
            while (rank >= before + counts.records(part, bucket))
                before += counts.records(part, bucket++);
            first[j] = bucket;
            skip[j] = rank - before;
            long end = rank + records(j);
            while (end > before + counts.records(part, bucket))
                before += counts.records(part, bucket++);
            last[j] = bucket;
        }
    }

    public long records() {
        return content.records();
    }

    /** What the part holds: what all blocks together must hold. */
    public Fingerprint content() {
        return content;
    }

    public int blocks() {
        return first.length;
    }

    /** Rank of the first record of a block. */
    public int firstId(int block) {
        return block * recordsPerBlock;
    }

    /** Records of a block. */
    public int records(int block) {
        return (int) Math.min(recordsPerBlock, records() - (long) block * recordsPerBlock);
    }

    /** Records of a block's buckets that come before its own. */
    public long skip(int block) {
        return skip[block];
    }

    /** The blocks that a bucket is read for, all in a row: more than two only if it fills one. */
    public IntStream blocksOf(int bucket) {
        int from = firstWith(bucket);
        int to = from;
        while (to < blocks() && first[to] <= bucket) to++;
        return IntStream.range(from, to);
    }

    /** The first block whose buckets do not all lie before this one. */
    private int firstWith(int bucket) {
        int at = Arrays.binarySearch(last, bucket);
        if (at < 0) return -at - 1;
        while (at > 0 && last[at - 1] == bucket) at--;
        return at;
    }
}
