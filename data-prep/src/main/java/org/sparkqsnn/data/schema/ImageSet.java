package org.sparkqsnn.data.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable set of labelled grey images of one shape; ids run from 0 to {@code size() - 1}. An
 * image may be a raster of recorded spikes, a bit each: {@link
 * org.sparkqsnn.data.encode.SpikeRaster}.
 *
 * <p>Held as the records of the block files: label (1 byte), then {@code height * width} pixels,
 * row by row, in [0, 255]. Every block but the last holds exactly {@link #recordsPerBlock()}
 * records, so an id is an offset, and several blocks pass the 2 GiB limit of one array. A {@link
 * #slice} or {@link #select} shares the blocks.
 *
 * <p>A hand-written serializer writes the arguments of {@link #of}, then {@link #offset()} and
 * {@link #size()}, and reads {@code of(...).slice(offset, offset + size)}; of a set that has {@link
 * #selected()} records it writes these, and reads {@code of(...).select(selected)}.
 */
public final class ImageSet implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Largest block, in bytes; a multiple of what Hadoop file systems like, and quick to fetch
     * again.
     */
    private static final int BLOCK_BYTES = 32 << 20;

    private final int height;
    private final int width;
    private final int classes;
    private final int recordsPerBlock;
    private final byte[][] blocks;
    private final int offset;
    private final int size;

    /** Records in the blocks, by id; empty where they lie one behind the other from offset on. */
    private final int[] selected;

    private ImageSet(
            int[] shape,
            int recordsPerBlock,
            byte[][] blocks,
            int offset,
            int size,
            int[] selected) {
        this.height = shape[0];
        this.width = shape[1];
        this.classes = shape[2];
        this.recordsPerBlock = recordsPerBlock;
        this.blocks = blocks;
        this.offset = offset;
        this.size = size;
        this.selected = selected;
    }

    /**
     * A set over whole blocks; the arrays are kept, not copied, and must not change afterwards.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param classes labels are in [0, classes); in [1, 256]
     * @param recordsPerBlock records in every block but the last
     * @param blocks records of {@code 1 + height * width} bytes, label first
     * @throws IllegalArgumentException if a block has the wrong length or a label is out of range
     */
    public static ImageSet of(
            int height, int width, int classes, int recordsPerBlock, byte[][] blocks) {
        require(
                height >= 1 && width >= 1,
                "height and width must be >= 1, got " + height + " x " + width);
        require(classes >= 1 && classes <= 256, "classes must be in [1, 256], got " + classes);
        long stride = 1L + (long) height * width;
        require(
                recordsPerBlock >= 1 && stride * recordsPerBlock <= Integer.MAX_VALUE,
                "blocks must be < 2 GiB");
        long records = 0;
        for (int b = 0; b < blocks.length; b++) {
            long held = blocks[b].length / stride;
            require(
                    held * stride == blocks[b].length && held >= 1,
                    "block " + b + " holds no whole records");
            boolean full =
                    held == recordsPerBlock || (b == blocks.length - 1 && held < recordsPerBlock);
            require(
                    full,
                    "block " + b + " holds " + held + " records, expected " + recordsPerBlock);
            checkLabels(blocks[b], (int) stride, classes, records);
            records += held;
        }
        require(records <= Integer.MAX_VALUE, "at most 2^31 - 1 records, got " + records);
        int[] shape = {height, width, classes};
        return new ImageSet(shape, recordsPerBlock, blocks.clone(), 0, (int) records, new int[0]);
    }

    /** How many records of so many features fill a block of 32 MiB; at least 1. */
    public static int recordsPerBlock(int features) {
        return Math.max(1, BLOCK_BYTES / (features + 1));
    }

    /** The view of ids [from, to), renumbered from 0. */
    public ImageSet slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        if (selected.length > 0) return view(0, to - from, Arrays.copyOfRange(selected, from, to));
        return view(offset + from, to - from, selected);
    }

    /**
     * The view of some ids, in the order in which they are given and renumbered from 0: 4 bytes a
     * sample.
     */
    public ImageSet select(int[] ids) {
        return view(0, ids.length, Arrays.stream(ids).map(this::record).toArray());
    }

    public int size() {
        return size;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int features() {
        return height * width;
    }

    public int classes() {
        return classes;
    }

    public int recordsPerBlock() {
        return recordsPerBlock;
    }

    /** Where this view begins in the blocks, in records; 0 unless it is a slice. */
    public int offset() {
        return offset;
    }

    /** The records of a selection, by id; empty for a whole set and for a slice of one. */
    public int[] selected() {
        return selected.clone();
    }

    /** Where a sample is in the blocks, in records: the same number in every view. */
    public int record(int id) {
        Objects.checkIndex(id, size);
        return selected.length > 0 ? selected[id] : offset + id;
    }

    /** The blocks themselves, for serializers: do not change them. */
    public byte[][] blocks() {
        return blocks.clone();
    }

    /** The label of a sample, in [0, classes). */
    public int label(int id) {
        int record = record(id);
        return blocks[record / recordsPerBlock][start(record)] & 0xff;
    }

    /**
     * One pixel, in [0, 255]; feature = row * width + column. For a whole image use {@link
     * #copyPixels}.
     */
    public int pixel(int id, int feature) {
        int record = record(id);
        Objects.checkIndex(feature, features());
        return blocks[record / recordsPerBlock][start(record) + 1 + feature] & 0xff;
    }

    /** Copies all pixels of a sample to the front of {@code out}, as unsigned bytes. */
    public void copyPixels(int id, byte[] out) {
        copyPixels(id, out, 0);
    }

    /** Copies all pixels of a sample to {@code out} from {@code at} on, as unsigned bytes. */
    public void copyPixels(int id, byte[] out, int at) {
        int record = record(id);
        System.arraycopy(blocks[record / recordsPerBlock], start(record) + 1, out, at, features());
    }

    /** How many samples each class has; shape [classes]. */
    public int[] countPerClass() {
        int[] counts = new int[classes];
        for (int id = 0; id < size; id++) {
            counts[label(id)]++;
        }
        return counts;
    }

    @Override
    public String toString() {
        String counts = Arrays.toString(countPerClass());
        return "ImageSet[" + size + " of " + height + "x" + width + ", per class " + counts + "]";
    }

    private ImageSet view(int from, int samples, int[] records) {
        int[] shape = {height, width, classes};
        return new ImageSet(shape, recordsPerBlock, blocks, from, samples, records);
    }

    private int start(int record) {
        return record % recordsPerBlock * (1 + height * width);
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

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
