package org.sparkqsnn.data.schema;

/** The two halves of a dataset; one shape, the same classes, neither empty. */
public record Splits(ImageSet train, ImageSet test) {
    public Splits {
        requireMatch(train, test);
    }

    static void requireMatch(ImageSet train, ImageSet test) {
        if (train.size() == 0 || test.size() == 0) {
            throw new IllegalArgumentException("train and test must not be empty");
        }
        if (!shape(train).equals(shape(test))) {
            throw new IllegalArgumentException(
                    "train is " + shape(train) + " but test is " + shape(test));
        }
    }

    private static String shape(ImageSet set) {
        return set.height() + "x" + set.width() + " with " + set.classes() + " classes";
    }
}
