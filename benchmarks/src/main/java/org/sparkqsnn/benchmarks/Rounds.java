package org.sparkqsnn.benchmarks;

import java.util.stream.LongStream;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.ModelState;
import org.sparkqsnn.training.OuterStep;
import org.sparkqsnn.training.Tally;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workers;

/** Training rounds in this JVM, one after another, each timed: workers and outer step. */
final class Rounds implements AutoCloseable {
    private final ThreadWorkers workers;
    private final OuterStep step;
    private ModelState state;

    Rounds(ExperimentConfig config, TrainingData data, int threads) {
        workers = new ThreadWorkers(config, data, threads);
        step = new OuterStep(config.averaging());
        state = Checkpoint.fresh(config, data).state();
    }

    /**
     * One round.
     *
     * @param images samples that all workers learned from
     * @param loss their mean loss
     * @param spikes of each layer, by image
     */
    record Turn(double seconds, long images, double loss, double[] spikes) {}

    Turn turn() {
        long start = System.nanoTime();
        Workers.RoundResult result = workers.run(state);
        state = step.apply(state, result.sum());
        double seconds = (System.nanoTime() - start) / 1e9;
        Tally tally = result.sum().tally();
        double[] spikes = LongStream.of(tally.spikes()).mapToDouble(n -> n).toArray();
        for (int i = 0; i < spikes.length; i++) spikes[i] /= tally.samples();
        return new Turn(seconds, tally.samples(), tally.loss(), spikes);
    }

    @Override
    public void close() {
        workers.close();
    }
}
