package org.sparkqsnn.training;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundFold;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.Workers;

/** Runs the virtual workers one after another on the thread that asks. */
public final class CallerWorkers implements Workers {
    private final RoundPlan plan;
    private final Workbench bench;
    private final List<EvaluationChunk> chunks;

    public CallerWorkers(ExperimentConfig config, TrainingData data) {
        this.plan = new RoundPlan(config, data.train().size());
        this.bench = new Workbench(config, data);
        this.chunks = EvaluationChunk.of(data.evaluation().size());
    }

    @Override
    public RoundResult run(ModelState state) {
        long start = System.nanoTime();
        List<WorkerBlock> blocks = plan.blocks(1);
        List<TimedSum> parts = new ArrayList<>();
        for (WorkerBlock block : blocks) parts.add(bench.train(block, state));
        return RoundFold.of(blocks, parts, (System.nanoTime() - start) / 1e9, 1);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public Evaluation evaluate(float[] parameters) {
        return EvaluationChunk.sum(
                chunks.stream().map(chunk -> bench.evaluate(chunk, parameters)).toList());
    }

    @Override
    public void close() {
        bench.close();
    }
}
