package org.sparkqsnn.data.mix;

import java.util.Locale;

/**
 * The two parts of a dataset. On its way to the blocks an image is a <em>row</em>: one byte for the
 * part ({@link #ordinal()}), then the record of a block, which is one byte for the label and the
 * pixels.
 */
public enum Part {
    /** To learn from. */
    TRAIN,
    /** To measure on. */
    TEST;

    /** Where the record begins in a row. */
    public static final int RECORD = 1;

    private static final Part[] ALL = values();

    /** The part that a row belongs to. */
    public static Part of(byte[] row) {
        return ALL[row[0]];
    }

    /** As files and messages call it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
