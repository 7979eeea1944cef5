package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * What is trained on.
 *
 * @param path URI of a prepared dataset on any Hadoop file system; empty for the embedded sample
 * @param order in which an epoch visits the samples
 * @param window blocks whose samples are mixed in an order by blocks, at least 1
 * @param holdout fraction of the training set kept out of training and evaluated instead of the
 *     test set, in [0, 1); 0 trains on everything and evaluates on the test set
 * @param split which samples are held out
 */
public record DataConfig(String path, Order order, int window, double holdout, Split split)
        implements Serializable {
    public static final DataConfig DEFAULT = new DataConfig("", Order.AUTO, 4, 0, Split.STRATIFIED);

    /**
     * Training sets of more bytes are visited by blocks where nobody says otherwise. A number of
     * its own, and none of this machine's: it decides the result.
     */
    private static final long MOST_GLOBAL = 256L << 20;

    /** In which order an epoch visits the samples. */
    public enum Order {
        /** By blocks if the training set has more than 256 MiB, else global. */
        AUTO,
        /** Any sample may come after any other; every machine that trains holds all of them. */
        GLOBAL,
        /**
         * Windows of some blocks in turn, see {@link org.sparkqsnn.data.shard.BlockOrder}: a
         * machine needs the blocks of its windows only.
         */
        BLOCKS
    }

    /** Which samples are held out. */
    public enum Split {
        /** Of each class its share, drawn: the same samples for every seed of a run. */
        STRATIFIED,
        /**
         * The last ones, in the order of the dataset; runs before this key have these, and those
         * that visit their samples by blocks.
         */
        TAIL
    }

    public DataConfig {
        Check.atLeast(window, 1, "data.window");
        Check.within(holdout, 0, 1, "data.holdout");
    }

    /** The order for a training set of so many bytes: global or by blocks. */
    public Order orderFor(long bytes) {
        if (order != Order.AUTO) return order;
        return bytes > MOST_GLOBAL ? Order.BLOCKS : Order.GLOBAL;
    }

    /** The order for a training set, or for a part of one. */
    public Order orderOf(ImageSet set) {
        return orderFor(set.records().count() * (1L + set.features()));
    }

    /** Which samples of a set are held out. */
    public Split splitOf(ImageSet set) {
        return orderOf(set) == Order.BLOCKS ? Split.TAIL : split;
    }

    /** The same for this training set, with nothing left to be chosen by its size. */
    DataConfig chosenFor(ImageSet set) {
        return new DataConfig(path, orderOf(set), window, holdout, splitOf(set));
    }
}
