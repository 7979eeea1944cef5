package org.sparkqsnn.training.round;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.BlockOrder;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * Which samples and steps belong to which round: pure arithmetic over the config and the number of
 * samples.
 *
 * <p>Virtual worker v owns positions {@code [v N/V, (v+1) N/V)} of each epoch's keyed permutation
 * and cuts them into batches; a round is H consecutive batches of every worker, and the last round
 * of an epoch may be shorter.
 */
public final class RoundPlan {
    /** Nine digits in the name of a checkpoint. */
    private static final int MOST_ROUNDS = 999_999_999;

    private final int samples;
    private final int workers;
    private final int batchSize;
    private final int localSteps;
    private final int epochs;
    private final int stepsPerEpoch;

    public RoundPlan(ExperimentConfig config, int samples) {
        this.samples = samples;
        this.workers = config.averaging().workers();
        this.batchSize = Math.min(config.training().batchSize(), samples);
        this.localSteps = config.averaging().localSteps();
        this.epochs = config.training().epochs();
        this.stepsPerEpoch = ceilDiv(ceilDiv(samples, workers), batchSize);
        long rounds = (long) epochs * roundsPerEpoch();
        if (rounds > MOST_ROUNDS) {
            throw new BadInput(
                    "training.epochs makes "
                            + rounds
                            + " rounds, at most "
                            + MOST_ROUNDS
                            + " can be counted; use fewer epochs");
        }
    }

    /** The order of an epoch by blocks. */
    public static BlockOrder blockOrder(ExperimentConfig config, ImageSet train, int epoch) {
        return new BlockOrder(
                config.seed(),
                epoch,
                train.size(),
                train.records().recordsPerBlock(),
                config.averaging().workers(),
                config.data().window());
    }

    public int workers() {
        return workers;
    }

    public int batchSize() {
        return batchSize;
    }

    public int epochs() {
        return epochs;
    }

    /** Local steps of one epoch; the same for every worker, so that learning rates agree. */
    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    public int roundsPerEpoch() {
        return ceilDiv(stepsPerEpoch, localSteps);
    }

    public int rounds() {
        return roundsOf(epochs);
    }

    /** Rounds of the first so many epochs. */
    public int roundsOf(int firstEpochs) {
        return firstEpochs * roundsPerEpoch();
    }

    public int epochOf(int round) {
        return round / roundsPerEpoch();
    }

    /** Local steps of a round: the last one of an epoch may have fewer. */
    public int stepsOf(int round) {
        WorkerTask any = task(round, 0);
        return any.endStep() - any.firstStep();
    }

    public boolean endsEpoch(int round) {
        return (round + 1) % roundsPerEpoch() == 0;
    }

    /**
     * First position of worker v's shard; {@code shardBegin(workers())} is the number of samples.
     */
    public int shardBegin(int worker) {
        return (int) ((long) worker * samples / workers);
    }

    /**
     * First position of worker v's batch {@code step} in an epoch; where its shard has no more
     * batches, the end of the shard.
     */
    public int batchBegin(int worker, int step) {
        long begin = shardBegin(worker) + (long) step * batchSize;
        return (int) Math.min(begin, shardBegin(worker + 1));
    }

    /** What worker {@code worker} does in round {@code round}, both counted from 0. */
    public WorkerTask task(int round, int worker) {
        int epoch = epochOf(round);
        int first = round % roundsPerEpoch() * localSteps;
        int last = (int) Math.min((long) first + localSteps, stepsPerEpoch);
        return new WorkerTask(
                worker, round, epoch, first, last, (long) epoch * stepsPerEpoch + first);
    }

    /**
     * Cuts the workers into aligned blocks of one power of two: the largest blocks (fewest results
     * to ship) among those that keep {@code slots} slots busy for the shortest time. The choice
     * changes no bits.
     */
    public List<WorkerBlock> blocks(int slots) {
        int size = 1;
        for (int next = 2; next < 2 * workers; next *= 2) {
            if (turns(next, slots) <= turns(size, slots)) size = next;
        }
        List<WorkerBlock> blocks = new ArrayList<>();
        for (int first = 0; first < workers; first += size) {
            blocks.add(new WorkerBlock(first, Math.min(size, workers - first)));
        }
        return blocks;
    }

    /** Workers that the busiest slot computes one after another. */
    private int turns(int blockSize, int slots) {
        return Math.min(workers, blockSize) * ceilDiv(ceilDiv(workers, blockSize), slots);
    }

    private static int ceilDiv(int a, int b) {
        return (int) ((a + (long) b - 1) / b);
    }
}
