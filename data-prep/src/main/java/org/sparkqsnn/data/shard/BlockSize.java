package org.sparkqsnn.data.shard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;

/**
 * How large the blocks of a dataset are.
 *
 * @param bytes of a block's records, at most, where more than one fits
 */
public record BlockSize(int bytes) {
    /** 32 MiB: what Hadoop file systems like, and quick to fetch again. */
    public static final BlockSize USUAL = new BlockSize(32 << 20);

    private static final int SMALLEST = 64 << 10;
    private static final int LARGEST = 512 << 20;
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([km])");

    /**
     * Reads a size as users write it: {@code 64k} to {@code 512m}.
     *
     * @param option that gave it, for the message
     */
    public static BlockSize parse(String option, String text) {
        Matcher parts = TEXT.matcher(text);
        long bytes = 0;
        if (parts.matches()) {
            bytes = Long.parseLong(parts.group(1)) << (parts.group(2).equals("k") ? 10 : 20);
        }
        if (bytes < SMALLEST || bytes > LARGEST) {
            throw new BadInput(
                    option + " " + text + ": expected a size from 64k to 512m, such as 4m");
        }
        return new BlockSize((int) bytes);
    }

    /** Records of so many features in a block; at least 1. */
    public int records(int features) {
        return Math.max(1, bytes / (features + 1));
    }
}
