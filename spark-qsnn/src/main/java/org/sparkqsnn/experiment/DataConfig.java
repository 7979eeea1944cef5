package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * What is trained on.
 *
 * @param path URI of a prepared dataset on any Hadoop file system; empty for the embedded sample
 * @param holdout fraction of the training set kept out of training and evaluated instead of the
 *     test set, in [0, 1); 0 trains on everything and evaluates on the test set
 * @param split which samples are held out
 */
public record DataConfig(String path, double holdout, Split split) implements Serializable {
    public static final DataConfig DEFAULT = new DataConfig("", 0, Split.STRATIFIED);

    /** Which samples are held out. */
    public enum Split {
        /** Of each class its share, drawn: the same samples for every seed of a run. */
        STRATIFIED,
        /** The last ones, in the order of the dataset; runs before this key have these. */
        TAIL
    }

    public DataConfig {
        Check.within(holdout, 0, 1, "data.holdout");
    }
}
