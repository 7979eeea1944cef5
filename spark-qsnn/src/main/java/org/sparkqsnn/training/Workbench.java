package org.sparkqsnn.training;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.evaluation.Observation;
import org.sparkqsnn.evaluation.PredictedRows;
import org.sparkqsnn.evaluation.SampleTrace;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.Fingerprint;
import org.sparkqsnn.training.round.LocalTrainer;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.WorkerSum;

/**
 * The trainers and evaluators of one run in one JVM, one per thread that works at once. They keep
 * their buffers from round to round; which of them serves a block changes no bits. Thread-safe.
 */
public final class Workbench implements AutoCloseable {
    private final RoundPlan plan;
    private final String machine;
    private final Pool<LocalTrainer> trainers;
    private final Pool<Evaluator> evaluators;

    public Workbench(ExperimentConfig config, TrainingData data) {
        this.plan = new RoundPlan(config, data.train().size());
        this.machine = Fingerprint.of(config);
        this.trainers = new Pool<>(() -> new LocalTrainer(config, data.train()));
        this.evaluators = new Pool<>(() -> new Evaluator(config, data.evaluation()));
    }

    /** Runs a block of workers in the round after {@code state}. */
    public TimedSum train(WorkerBlock block, ModelState state) {
        return train(block, state.start(), state.ownMoments(block), () -> false);
    }

    /**
     * Runs a block's workers from the two parts of a state that they need.
     *
     * @param own moments of each worker of the block where they keep their own, else empty
     * @param stopped asked before every step
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public TimedSum train(
            WorkerBlock block, RoundStart from, List<float[]> own, BooleanSupplier stopped) {
        long start = System.nanoTime();
        WorkerSum sum = trainers.use(trainer -> block.run(trainer, plan, from, own, stopped));
        return new TimedSum(sum, 0, (System.nanoTime() - start) / 1e9, machine);
    }

    /** Evaluates one chunk of samples. */
    public Evaluation evaluate(EvaluationChunk chunk, float[] parameters) {
        return evaluators.use(tool -> tool.evaluate(parameters, chunk.from(), chunk.to()));
    }

    /** Predicts samples {@code from} to {@code to}. */
    public PredictedRows predict(int from, int to, float[] parameters) {
        return evaluators.use(tool -> tool.predict(parameters, from, to));
    }

    /** Observes one chunk of samples. */
    Observation observe(EvaluationChunk chunk, float[] parameters) {
        return evaluators.use(tool -> tool.observe(parameters, chunk.from(), chunk.to()));
    }

    /** Follows one sample. */
    SampleTrace trace(int id, float[] parameters) {
        return evaluators.use(tool -> tool.trace(parameters, id));
    }

    /** Frees the buffers; those in use are freed when their task ends. */
    @Override
    public void close() {
        trainers.close();
        evaluators.close();
    }

    private static final class Pool<T extends AutoCloseable> {
        private final Queue<T> idle = new ConcurrentLinkedQueue<>();
        private final Supplier<T> maker;
        private volatile boolean closed;

        Pool(Supplier<T> maker) {
            this.maker = maker;
        }

        /** A tool whose work ended in the middle of a step has half a step in its buffers. */
        <R> R use(Function<T, R> work) {
            T free = idle.poll();
            T tool = free == null ? maker.get() : free;
            R result;
            try {
                result = work.apply(tool);
            } catch (Throwable e) {
                try {
                    free(tool);
                } catch (IllegalStateException second) {
                    e.addSuppressed(second);
                }
                throw e;
            }
            idle.add(tool);
            if (closed) close();
            return result;
        }

        void close() {
            closed = true;
            for (T tool = idle.poll(); tool != null; tool = idle.poll()) free(tool);
        }

        private void free(T tool) {
            try {
                tool.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot free buffers", e);
            }
        }
    }
}
