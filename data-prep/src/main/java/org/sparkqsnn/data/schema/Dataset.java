package org.sparkqsnn.data.schema;

import java.io.Serializable;

/**
 * A verified dataset.
 *
 * @param name what reports call it
 * @param sha256 of the manifest file, which holds the sha256 of every block: equal exactly when the
 *     data are
 * @param train to learn from
 * @param test to measure on
 */
public record Dataset(String name, String sha256, ImageSet train, ImageSet test)
        implements Serializable {
    public Dataset {
        Splits.requireMatch(train, test);
    }

    public Splits splits() {
        return new Splits(train, test);
    }
}
