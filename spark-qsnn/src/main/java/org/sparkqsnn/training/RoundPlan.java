package org.sparkqsnn.training;

import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * Which samples and steps belong to which round: pure arithmetic over the config and the number of
 * samples.
 *
 * <p>Virtual worker v owns positions {@code [v N/V, (v+1) N/V)} of each epoch's keyed permutation
 * and cuts them into batches; a round is H consecutive batches of every worker, and the last round
 * of an epoch may be shorter.
 */
public final class RoundPlan {
    private final int samples;
    private final int workers;
    private final int batchSize;
    private final int localSteps;
    private final int epochs;
    private final int stepsPerEpoch;

    public RoundPlan(ExperimentConfig config, int samples) {
        this.samples = samples;
        this.workers = config.averaging().workers();
        this.batchSize = config.training().batchSize();
        this.localSteps = config.averaging().localSteps();
        this.epochs = config.training().epochs();
        int largestShard = ceilDiv(samples, workers);
        this.stepsPerEpoch = ceilDiv(largestShard, batchSize);
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
        return epochs * roundsPerEpoch();
    }

    public int epochOf(int round) {
        return round / roundsPerEpoch();
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

    /** What worker {@code worker} does in round {@code round}, both counted from 0. */
    public WorkerTask task(int round, int worker) {
        int epoch = epochOf(round);
        int first = round % roundsPerEpoch() * localSteps;
        int last = Math.min(first + localSteps, stepsPerEpoch);
        return new WorkerTask(
                worker, round, epoch, first, last, (long) epoch * stepsPerEpoch + first);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
