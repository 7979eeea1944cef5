package org.sparkqsnn.data.shard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code manifest.json}: what a dataset holds. A dataset exists if and only if this file does; it
 * is written last.
 *
 * @param version of the format, {@link BlockFormat#VERSION}
 * @param name what reports call the data
 * @param source home of the data
 * @param licence of the data
 * @param citation whom to name in a paper, or empty
 * @param height rows of an image
 * @param width columns of an image
 * @param classes labels are in [0, classes); at most 256
 * @param train to learn from
 * @param test to measure on
 */
@JsonPropertyOrder({
    "version",
    "name",
    "source",
    "licence",
    "citation",
    "height",
    "width",
    "classes",
    "train",
    "test"
})
record Manifest(
        int version,
        String name,
        String source,
        String licence,
        String citation,
        int height,
        int width,
        int classes,
        Split train,
        Split test) {
    static final String FILE = "manifest.json";
    private static final int LARGEST_SIDE = 1 << 14;

    Manifest {
        require(!name.isBlank(), "name", "not blank", name);
        require(height >= 1 && height <= LARGEST_SIDE, "height", "in [1, 16384]", height);
        require(width >= 1 && width <= LARGEST_SIDE, "width", "in [1, 16384]", width);
        require(classes >= 1 && classes <= 256, "classes", "in [1, 256]", classes);
        train.requireStride(1L + (long) height * width, "train");
        test.requireStride(1L + (long) height * width, "test");
    }

    /** Bytes of a record. */
    @JsonIgnore
    int stride() {
        return 1 + height * width;
    }

    /**
     * One split: blocks in the order of their ids, all but the last with the same number of
     * records.
     *
     * @param records in all blocks together, at least 1
     */
    @JsonPropertyOrder({"records", "blocks"})
    record Split(int records, List<Block> blocks) {
        Split {
            require(records >= 1, "records", ">= 1", records);
            require(!blocks.isEmpty(), "blocks", "not empty", blocks);
            blocks = List.copyOf(blocks);
            long next = 0;
            int full = blocks.get(0).records();
            for (int b = 0; b < blocks.size(); b++) {
                Block block = blocks.get(b);
                require(
                        block.firstId() == next,
                        block.file() + " firstId",
                        "" + next,
                        block.firstId());
                boolean fits =
                        block.records() == full
                                || (b == blocks.size() - 1 && block.records() < full);
                require(fits, block.file() + " records", "" + full, block.records());
                next += block.records();
            }
            require(next == records, "records", "the sum over blocks, " + next, records);
        }

        @JsonIgnore
        int recordsPerBlock() {
            return blocks.get(0).records();
        }

        private void requireStride(long stride, String split) {
            for (Block block : blocks) {
                long bytes = BlockFormat.HEADER_BYTES + stride * block.records();
                require(bytes <= Integer.MAX_VALUE, split + " block bytes", "below 2 GiB", bytes);
                require(block.bytes() == bytes, block.file() + " bytes", "" + bytes, block.bytes());
            }
        }
    }

    /**
     * One block file.
     *
     * @param file its name beside the manifest; ends in the first 16 digits of the sha256
     * @param firstId id of its first record in the split
     * @param records in the file, at least 1
     * @param bytes length of the file
     * @param sha256 of the file, 64 lower-case hex digits
     */
    @JsonPropertyOrder({"file", "firstId", "records", "bytes", "sha256"})
    record Block(String file, int firstId, int records, long bytes, String sha256) {
        private static final Pattern PLAIN_NAME =
                Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        Block {
            require(PLAIN_NAME.matcher(file).matches(), "file", "a plain file name", file);
            require(firstId >= 0, "firstId", ">= 0", firstId);
            require(records >= 1, "records", ">= 1", records);
            require(SHA256.matcher(sha256).matches(), "sha256", "64 hex digits", sha256);
        }
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }
}
