package org.sparkqsnn.data.source;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The shape of an image.
 *
 * @param height rows, in [1, 16384]
 * @param width columns, in [1, 16384]
 */
public record ImageSize(int height, int width) implements Serializable {
    static final int LARGEST_SIDE = 1 << 14;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

    public ImageSize {
        if (!(height >= 1 && height <= LARGEST_SIDE && width >= 1 && width <= LARGEST_SIDE)) {
            throw new BadInput(
                    "images of " + height + "x" + width + "; both must be in [1, 16384]");
        }
    }

    /** Reads {@code 28x28}, height first; the message names the option. */
    public static ImageSize parse(String option, String text) {
        Matcher sides = TEXT.matcher(text);
        if (!sides.matches()) {
            throw new BadInput(
                    option + " " + text + ": expected height and width in pixels, such as 28x28");
        }
        return new ImageSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    public int pixels() {
        return height * width;
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}
