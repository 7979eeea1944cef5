package org.sparkqsnn.benchmarks;

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
     */
    record Turn(double seconds, long images, double loss) {}

    Turn turn() {
        long start = System.nanoTime();
        Workers.RoundResult result = workers.run(state);
        state = step.apply(state, result.sum());
        double seconds = (System.nanoTime() - start) / 1e9;
        Tally tally = result.sum().tally();
        return new Turn(seconds, tally.samples(), tally.loss());
    }

    @Override
    public void close() {
        workers.close();
    }
}
