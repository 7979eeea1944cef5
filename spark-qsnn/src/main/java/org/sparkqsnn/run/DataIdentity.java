package org.sparkqsnn.run;

import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * Which data a run was trained on.
 *
 * @param name what reports call it
 * @param sha256 of the dataset
 * @param height pixels of an image
 * @param width pixels of an image
 * @param classes labels are in [0, classes)
 * @param train training samples, before any are held out
 * @param test test samples
 */
public record DataIdentity(
        String name, String sha256, int height, int width, int classes, int train, int test) {

    public static DataIdentity of(Dataset dataset) {
        ImageSet train = dataset.train();
        return new DataIdentity(
                dataset.name(),
                dataset.sha256(),
                train.height(),
                train.width(),
                train.classes(),
                train.size(),
                dataset.test().size());
    }

    boolean hasSizesOf(DataIdentity other) {
        return shape().equals(other.shape()) && train == other.train && test == other.test;
    }

    /** What a network's first and last layer must fit. */
    public String shape() {
        return height + "x" + width + " pixels in " + classes + " classes";
    }
}
