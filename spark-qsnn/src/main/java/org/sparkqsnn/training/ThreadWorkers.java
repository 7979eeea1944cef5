package org.sparkqsnn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.Observation;
import org.sparkqsnn.evaluation.SampleTrace;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundFold;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.Workers;

/**
 * Runs the virtual workers in this JVM, on a fixed number of threads: the cluster without its cost.
 */
public final class ThreadWorkers implements Workers {
    private final RoundPlan plan;
    private final Workbench bench;
    private final List<EvaluationChunk> chunks;
    private final ExecutorService threads;
    private final int slots;

    public ThreadWorkers(ExperimentConfig config, TrainingData data, int slots) {
        this.plan = new RoundPlan(config, data.train().size());
        this.bench = new Workbench(config, data);
        this.chunks = EvaluationChunk.of(data.evaluation().size());
        this.slots = slots;
        this.threads = Executors.newFixedThreadPool(slots);
    }

    @Override
    public RoundResult run(ModelState state) {
        long start = System.nanoTime();
        List<WorkerBlock> blocks = plan.blocks(slots);
        List<TimedSum> parts = all(blocks, block -> bench.train(block, state));
        return RoundFold.of(blocks, parts, (System.nanoTime() - start) / 1e9, slots);
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public Evaluation evaluate(float[] parameters) {
        return EvaluationChunk.sum(all(chunks, chunk -> bench.evaluate(chunk, parameters)));
    }

    /** Shows the evaluation's samples, and keeps what each of them and each neuron did. */
    public Observation observe(float[] parameters) {
        return all(chunks, chunk -> bench.observe(chunk, parameters)).stream()
                .reduce(Observation::plus)
                .orElseThrow();
    }

    /** One sample of the evaluation, step by step. */
    public SampleTrace trace(float[] parameters, int id) {
        return bench.trace(id, parameters);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        bench.close();
    }

    private <A, B> List<B> all(List<A> parts, Function<A, B> work) {
        List<Callable<B>> calls = new ArrayList<>();
        for (A part : parts) calls.add(() -> work.apply(part));
        try {
            List<B> results = new ArrayList<>();
            for (Future<B> done : threads.invokeAll(calls)) results.add(done.get());
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the workers", e);
        }
    }
}
