package org.sparkqsnn.data.idx;

import java.nio.file.Path;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;

/** Reads pairs of IDX files: images (rank 3) and their labels (rank 1). */
public final class IdxReader {
    private static final int LARGEST_SIDE = 1 << 14;

    private IdxReader() {}

    /**
     * All labels of a file, unsigned; shape [records].
     *
     * @throws BadInput if the file is no IDX label file
     */
    public static byte[] labels(Path path) {
        try (IdxFile file = IdxFile.open(path)) {
            int records = file.header(1)[0];
            file.requireRoom(records, "labels");
            byte[] labels = new byte[records];
            file.readFully(labels, 0, records, "the labels");
            file.end();
            return labels;
        }
    }

    /**
     * The images of one file with the labels of another.
     *
     * @param classes labels must be in [0, classes)
     * @throws BadInput if a file is truncated, is no IDX file, has another count than its partner,
     *     or a label out of range
     */
    public static ImageSet read(Path images, Path labels, int classes) {
        byte[] label = labels(labels);
        checkRange(label, classes, labels);
        try (IdxFile file = IdxFile.open(images)) {
            int[] sizes = file.header(3);
            checkShape(sizes, images);
            if (sizes[0] != label.length) {
                String counts =
                        images
                                + " has "
                                + sizes[0]
                                + " images but "
                                + labels
                                + " has "
                                + label.length
                                + " labels";
                throw new BadInput(counts + "; take both files from the same place");
            }
            file.requireRoom((long) sizes[0] * sizes[1] * sizes[2], "images");
            byte[][] blocks = readBlocks(file, sizes, label);
            file.end();
            int perBlock = ImageSet.recordsPerBlock(sizes[1] * sizes[2]);
            return ImageSet.of(sizes[1], sizes[2], classes, perBlock, blocks);
        }
    }

    /** Block by block, each in front of its images' labels. */
    private static byte[][] readBlocks(IdxFile file, int[] sizes, byte[] label) {
        int features = sizes[1] * sizes[2];
        int perBlock = ImageSet.recordsPerBlock(features);
        byte[][] blocks = new byte[(label.length - 1) / perBlock + 1][];
        int id = 0;
        for (int b = 0; b < blocks.length; b++) {
            int records = Math.min(perBlock, label.length - id);
            byte[] block = new byte[records * (1 + features)];
            for (int at = 0; at < block.length; at += 1 + features) {
                block[at] = label[id];
                file.readFully(block, at + 1, features, "image " + id++);
            }
            blocks[b] = block;
        }
        return blocks;
    }

    private static void checkShape(int[] sizes, Path images) {
        if (sizes[1] > LARGEST_SIDE || sizes[2] > LARGEST_SIDE) {
            String shape =
                    Integer.toUnsignedString(sizes[1]) + "x" + Integer.toUnsignedString(sizes[2]);
            throw new BadInput(
                    images
                            + ": images are "
                            + shape
                            + ", at most 16384x16384 is read; fetch it again");
        }
    }

    private static void checkRange(byte[] labels, int classes, Path path) {
        for (int id = 0; id < labels.length; id++) {
            int label = labels[id] & 0xff;
            if (label >= classes) {
                String found = "label " + label + " of record " + id + " is out of range";
                throw new BadInput(
                        path
                                + ": "
                                + found
                                + ", expected 0 to "
                                + (classes - 1)
                                + "; take the right file");
            }
        }
    }
}
