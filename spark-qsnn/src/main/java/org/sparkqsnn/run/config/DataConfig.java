package org.sparkqsnn.run.config;

import java.io.Serializable;

/**
 * What is trained on.
 *
 * @param path URI of a prepared dataset on any Hadoop file system; empty for the embedded sample
 * @param holdout fraction of the training set kept out of training and evaluated instead of the
 *     test set, in [0, 1); 0 trains on everything and evaluates on the test set
 */
public record DataConfig(String path, double holdout) implements Serializable {
    public static final DataConfig DEFAULT = new DataConfig("", 0);

    public DataConfig {
        Check.within(holdout, 0, 1, "data.holdout");
    }
}
