package org.sparkqsnn.data.schema;

import java.util.Arrays;

/**
 * Records on the heap, block by block: an id is an offset, and several blocks pass the 2 GiB limit
 * of one array.
 */
public final class HeldRecords implements Records {
    private static final long serialVersionUID = 1L;

    private final int stride;
    private final int recordsPerBlock;
    private final byte[][] blocks;
    private final int count;

    /**
     * Keeps the arrays, which must not change afterwards.
     *
     * @param stride bytes of a record
     * @param classes labels are in [0, classes)
     * @throws IllegalArgumentException if a block has the wrong length or a label is out of range
     */
    HeldRecords(int stride, int classes, int recordsPerBlock, byte[][] blocks) {
        this.stride = stride;
        this.recordsPerBlock = recordsPerBlock;
        this.blocks = blocks.clone();
        long records = 0;
        for (int b = 0; b < blocks.length; b++) {
            long held = blocks[b].length / stride;
            require(held >= 1 && held * stride == blocks[b].length, b, "no whole records");
            boolean last = b == blocks.length - 1;
            boolean fits = held == recordsPerBlock || (last && held < recordsPerBlock);
            require(fits, b, held + " records, expected " + recordsPerBlock);
            checkLabels(blocks[b], stride, classes, records);
            records += held;
        }
        if (records > Integer.MAX_VALUE)
            throw new IllegalArgumentException("at most 2^31 - 1 records, got " + records);
        this.count = (int) records;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int recordsPerBlock() {
        return recordsPerBlock;
    }

    @Override
    public int get(int record, int index) {
        return blocks[record / recordsPerBlock][start(record) + index] & 0xff;
    }

    @Override
    public void copy(int record, int from, int length, byte[] out, int at) {
        System.arraycopy(blocks[record / recordsPerBlock], start(record) + from, out, at, length);
    }

    @Override
    public long heapBytes() {
        return Arrays.stream(blocks).mapToLong(block -> block.length).sum();
    }

    /** The blocks themselves, for serializers: do not change them. */
    public byte[][] blocks() {
        return blocks.clone();
    }

    private int start(int record) {
        return record % recordsPerBlock * stride;
    }

    private static void checkLabels(byte[] block, int stride, int classes, long firstId) {
        for (int at = 0; at < block.length; at += stride) {
            int label = block[at] & 0xff;
            if (label >= classes) {
                long id = firstId + at / stride;
                throw new IllegalArgumentException(
                        "record " + id + " has label " + label + ", classes are " + classes);
            }
        }
    }

    private static void require(boolean holds, int block, String held) {
        if (!holds) throw new IllegalArgumentException("block " + block + " holds " + held);
    }
}
