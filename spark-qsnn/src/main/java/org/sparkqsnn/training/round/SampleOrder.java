package org.sparkqsnn.training.round;

import java.util.Optional;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.BlockOrder;
import org.sparkqsnn.data.shard.KeyedPermutation;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;

/** Which sample is at which position of an epoch. For one thread. */
abstract sealed class SampleOrder {

    /** The order that the config asks for on a training set. */
    static SampleOrder of(ExperimentConfig config, ImageSet train) {
        return config.data().orderOf(train) == DataConfig.Order.BLOCKS
                ? new Blocks(config, train)
                : new Global(config.seed(), train.size());
    }

    /** Goes to an epoch, counted from 0. */
    abstract void begin(int epoch);

    /** The sample id at a position of that epoch. */
    abstract int at(int position);

    private static final class Global extends SampleOrder {
        private final long seed;
        private final int samples;
        private KeyedPermutation epoch;

        Global(long seed, int samples) {
            this.seed = seed;
            this.samples = samples;
        }

        @Override
        void begin(int number) {
            epoch = new KeyedPermutation(seed, number, samples);
        }

        @Override
        int at(int position) {
            return epoch.at(position);
        }
    }

    /** Says which blocks are needed, and which will be next, whenever it comes to a window. */
    private static final class Blocks extends SampleOrder {
        private final ExperimentConfig config;
        private final ImageSet train;
        private int number = -1;
        private BlockOrder epoch;
        private Optional<BlockOrder> next = Optional.empty();
        private BlockOrder.Window window;

        Blocks(ExperimentConfig config, ImageSet train) {
            this.config = config;
            this.train = train;
        }

        @Override
        void begin(int now) {
            if (now == number) return;
            epoch = now == number + 1 && next.isPresent() ? next.get() : order(now);
            next =
                    now + 1 < config.training().epochs()
                            ? Optional.of(order(now + 1))
                            : Optional.empty();
            window = null;
            number = now;
        }

        @Override
        int at(int position) {
            if (window == null || position < window.begin() || position >= window.end())
                enter(epoch.window(position));
            return window.at(position);
        }

        private void enter(BlockOrder.Window entered) {
            window = entered;
            train.records().fetchSoon(window.blocks());
            Optional<BlockOrder.Window> following =
                    window.next().or(() -> next.map(n -> n.window(entered.shard())));
            following.ifPresent(f -> train.records().fetchSoon(f.blocks()));
        }

        private BlockOrder order(int number) {
            return RoundPlan.blockOrder(config, train, number);
        }
    }
}
