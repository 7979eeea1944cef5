package org.sparkqsnn.data.mix;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * All blocks of a dataset, numbered from 0: those of the training set, then those of the test set.
 *
 * @param id sha256 of what decides every byte of the blocks: equal for equal records alone
 * @param height rows of an image
 * @param width columns of an image
 * @param classes labels are in [0, classes)
 * @param train borders in the training set
 * @param test borders in the test set
 */
public record BlockPlan(String id, int height, int width, int classes, Borders train, Borders test)
        implements Serializable {
    /** So that the manifest stays below the 16 MiB that its readers take. */
    private static final int MOST_BLOCKS = 50_000;

    /**
     * Cuts what was counted.
     *
     * @param where what messages call the rows
     * @param names of the classes by label, or empty
     * @throws BadInput if these rows are no dataset
     */
    public static BlockPlan of(
            Counts counts,
            String where,
            int height,
            int width,
            List<String> names,
            int recordsPerBlock) {
        for (Part part : Part.values()) requireSize(counts.records(part), part, where);
        requireFew(counts, recordsPerBlock, where);
        int classes = Math.max(names.size(), counts.largestLabel(Part.TRAIN) + 1);
        int largest = counts.largestLabel(Part.TEST);
        if (largest >= classes) {
            throw new BadInput(
                    where
                            + ": the test set has label "
                            + largest
                            + ", the training set only up to "
                            + (classes - 1)
                            + "; correct the labels, or the split");
        }
        Borders train = new Borders(counts, Part.TRAIN, recordsPerBlock);
        Borders test = new Borders(counts, Part.TEST, recordsPerBlock);
        String id = id(counts, List.of(height, width, recordsPerBlock), names);
        return new BlockPlan(id, height, width, classes, train, test);
    }

    public int blocks() {
        return train.blocks() + test.blocks();
    }

    /** The part that a block belongs to. */
    public Part part(int block) {
        return block < train.blocks() ? Part.TRAIN : Part.TEST;
    }

    /** The number of a block in its part. */
    public int inPart(int block) {
        return block - offset(part(block));
    }

    /** The number of a part's first block. */
    public int offset(Part part) {
        return part == Part.TRAIN ? 0 : train.blocks();
    }

    public Borders borders(Part part) {
        return part == Part.TRAIN ? train : test;
    }

    private static void requireSize(long records, Part part, String where) {
        if (records == 0) {
            String set = part == Part.TRAIN ? "training set" : "test set";
            throw new BadInput(where + ": no row is in the " + set + "; a dataset needs both");
        }
        if (records > Integer.MAX_VALUE) {
            throw new BadInput(
                    where
                            + ": "
                            + records
                            + " "
                            + part.text()
                            + " rows; at most 2^31 - 1 are read");
        }
    }

    private static void requireFew(Counts counts, int recordsPerBlock, String where) {
        long blocks = 0;
        for (Part part : Part.values()) blocks += (counts.records(part) - 1) / recordsPerBlock + 1;
        if (blocks > MOST_BLOCKS) {
            throw new BadInput(
                    where
                            + ": "
                            + blocks
                            + " blocks of "
                            + recordsPerBlock
                            + " records, at most "
                            + MOST_BLOCKS
                            + " are written; give a larger --block-size");
        }
    }

    private static String id(Counts counts, List<Integer> numbers, List<String> names) {
        MessageDigest digest = Sha256.digest();
        // A list of strings has one text only where their quotes are told apart.
        List<String> quoted = names.stream().map(n -> n.length() + ":" + n).toList();
        String text = ContentKey.TEXT + numbers + quoted;
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        counts.digest(digest);
        return Sha256.hex(digest);
    }
}
