package org.sparkqsnn.data.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable set of labelled grey images of one shape; ids run from 0 to {@code size() - 1}. An
 * image may be a raster of recorded spikes, a bit each: {@link
 * org.sparkqsnn.data.encode.SpikeRaster}.
 *
 * <p>A set is a view of {@link Records}, on the heap or in files, each with the label (1 byte),
 * then {@code height * width} pixels, row by row, in [0, 255]. A {@link #slice} or {@link #select}
 * shares them.
 *
 * <p>A hand-written serializer writes the records, then {@link #offset()} and {@link #size()}, and
 * reads {@code new ImageSet(...).slice(offset, offset + size)}; of a set that has {@link
 * #selected()} records it writes these, and reads {@code new ImageSet(...).select(selected)}.
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
    private final Records records;
    private final int offset;
    private final int size;

    /** Records by id; empty where they lie one behind the other from offset on. */
    private final int[] selected;

    /**
     * All of some records.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param classes labels are in [0, classes); in [1, 256]
     * @param records each of {@code 1 + height * width} bytes
     */
    public ImageSet(int height, int width, int classes, Records records) {
        this(new int[] {height, width, classes}, records, 0, records.count(), new int[0]);
    }

    private ImageSet(int[] shape, Records records, int offset, int size, int[] selected) {
        this.height = shape[0];
        this.width = shape[1];
        this.classes = shape[2];
        this.records = records;
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
        Records records = new HeldRecords((int) stride, classes, recordsPerBlock, blocks);
        return new ImageSet(height, width, classes, records);
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

    /** The records that it is a view of. */
    public Records records() {
        return records;
    }

    /** Where this view begins, in records; 0 unless it is a slice. */
    public int offset() {
        return offset;
    }

    /** The records of a selection, by id; empty for a whole set and for a slice of one. */
    public int[] selected() {
        return selected.clone();
    }

    /** The record of a sample: the same number in every view. */
    public int record(int id) {
        Objects.checkIndex(id, size);
        return selected.length > 0 ? selected[id] : offset + id;
    }

    /** The label of a sample, in [0, classes). */
    public int label(int id) {
        return records.get(record(id), 0);
    }

    /**
     * One pixel, in [0, 255]; feature = row * width + column. For a whole image use {@link
     * #copyPixels}.
     */
    public int pixel(int id, int feature) {
        return records.get(record(id), 1 + Objects.checkIndex(feature, features()));
    }

    /** Copies all pixels of a sample to the front of {@code out}, as unsigned bytes. */
    public void copyPixels(int id, byte[] out) {
        copyPixels(id, out, 0);
    }

    /** Copies all pixels of a sample to {@code out} from {@code at} on, as unsigned bytes. */
    public void copyPixels(int id, byte[] out, int at) {
        records.copy(record(id), 1, features(), out, at);
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
        return "ImageSet[" + size + " of " + height + "x" + width + " in " + classes + " classes]";
    }

    private ImageSet view(int from, int samples, int[] ids) {
        return new ImageSet(new int[] {height, width, classes}, records, from, samples, ids);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
