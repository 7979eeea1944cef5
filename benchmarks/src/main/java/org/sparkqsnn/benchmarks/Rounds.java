package org.sparkqsnn.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.Workers;

/** Training rounds in this JVM, one after another, each timed: workers and outer step. */
final class Rounds implements AutoCloseable {
    private final Workers workers;
    private final AveragingConfig averaging;
    private ModelState state;

    /** With workers that are this object's to close. */
    Rounds(ExperimentConfig config, TrainingData data, Workers workers) {
        this.workers = workers;
        averaging = config.averaging();
        state = Checkpoint.fresh(config, data).state();
    }

    /**
     * One round.
     *
     * @param images samples that all workers learned from
     * @param loss their mean loss
     * @param spikes of each layer, by image
     * @param allocated bytes of new objects, by image; much more than the round's parameters need
     *     shows that the JIT boxes vectors
     * @param parts where the workers' time went
     */
    record Turn(
            double seconds,
            long images,
            double loss,
            double[] spikes,
            double allocated,
            Workers.Times parts) {}

    Turn turn() {
        long before = allocated();
        long start = System.nanoTime();
        Workers.RoundResult result = workers.run(state);
        state = new OuterStep(averaging, workers.slots()).apply(state, result.sum());
        double seconds = (System.nanoTime() - start) / 1e9;
        Counts counts = result.sum().counts();
        double[] spikes = LongStream.of(counts.activity().spikes()).mapToDouble(n -> n).toArray();
        for (int i = 0; i < spikes.length; i++) spikes[i] /= counts.samples();
        double bytes = (double) (allocated() - before) / counts.samples();
        return new Turn(seconds, counts.samples(), counts.loss(), spikes, bytes, result.times());
    }

    /** Bytes that the threads alive have allocated. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
        return LongStream.of(bytes).filter(b -> b > 0).sum();
    }

    @Override
    public void close() {
        workers.close();
    }
}
