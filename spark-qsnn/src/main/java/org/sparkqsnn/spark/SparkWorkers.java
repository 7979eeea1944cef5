package org.sparkqsnn.spark;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.wire.Assignment;
import org.sparkqsnn.spark.wire.RoundTransport;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workbench;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundFold;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.Workers;

/**
 * Runs the virtual workers as Spark tasks: one short job without barriers per round, one task per
 * aligned block of workers. Tasks are pure functions of broadcasts and a block, so that a lost,
 * repeated or speculative task changes no bits. Results are summed on the driver along a fixed tree
 * as they arrive: at up to 32 results of 6 MB that was faster than any of Spark's trees, and only
 * it is repeatable.
 */
public final class SparkWorkers implements Workers {
    private final JavaSparkContext spark;
    private final RoundPlan plan;
    private final Assignment assignment;
    private final Placement placement;
    private final Transport<Assignment, Void> everywhere;
    private final List<EvaluationChunk> chunks;

    /**
     * Dynamic allocation adds executors for tasks that wait. Cut for as many tasks as there are
     * slots, none would ever wait, and a run that has one executor would end with one.
     */
    private final boolean growing;

    /** Ships config and data to the executors; the context is the caller's to stop. */
    public SparkWorkers(JavaSparkContext spark, ExperimentConfig config, TrainingData data) {
        this.spark = spark;
        this.plan = new RoundPlan(config, data.train().size());
        this.assignment = new Assignment(config, data);
        this.placement = new Placement(spark, config, plan, data.train());
        this.everywhere = Transport.open(spark, assignment);
        this.chunks = EvaluationChunk.of(data.evaluation().size());
        this.growing = spark.getConf().getBoolean("spark.dynamicAllocation.enabled", false);
    }

    @Override
    public int slots() {
        return Math.max(1, registered(spark));
    }

    /**
     * Tasks that run at once on the executors there are, or 0. Spark's default parallelism is no
     * measure: it is never less than 2.
     */
    static int registered(JavaSparkContext spark) {
        return spark.sc()
                .maxNumConcurrentTasks(
                        spark.sc().resourceProfileManager().defaultResourceProfile());
    }

    @Override
    public RoundResult run(ModelState state) {
        long start = System.nanoTime();
        int known = registered(spark);
        // Before executors are there, as many tasks as could keep any number of them busy.
        int slots = known == 0 ? plan.workers() : known;
        List<WorkerBlock> blocks = plan.blocks(growing ? 2 * slots : slots);
        RoundTransport transport = RoundTransport.open(spark, state, blocks);
        try (transport;
                JobLabel label = new JobLabel(spark.sc())) {
            label.put("train", describe(state.round()));
            long job = System.nanoTime();
            RoundFold fold = new RoundFold(blocks, slots);
            Arrivals arrivals = new Arrivals();
            Tasks.run(
                    spark,
                    blocks,
                    placement.of(blocks, state.round()),
                    new TrainTask(everywhere, transport),
                    (receipt, task) ->
                            arrivals.then(() -> fold.add(task, transport.all().receive(receipt))));
            long end = System.nanoTime();
            arrivals.await();
            return fold.result(
                    (job - start) / 1e9, (end - job) / 1e9, (System.nanoTime() - end) / 1e9);
        }
    }

    @Override
    public Evaluation evaluate(float[] parameters) {
        Transport<float[], Evaluation> transport = Transport.open(spark, parameters);
        try (transport;
                JobLabel label = new JobLabel(spark.sc())) {
            label.put("evaluate", "evaluate " + samples() + " samples");
            int tasks = Math.min(chunks.size(), slots());
            EvaluateTask task = new EvaluateTask(everywhere, transport);
            return EvaluationChunk.sum(
                    Tasks.run(spark, chunks, tasks, task).stream()
                            .map(transport::receive)
                            .toList());
        }
    }

    @Override
    public void close() {
        assignment.close();
        everywhere.closeForGood();
    }

    private String describe(int round) {
        return "epoch "
                + (plan.epochOf(round) + 1)
                + " of "
                + plan.epochs()
                + ", round "
                + (round + 1)
                + " of "
                + plan.rounds();
    }

    private int samples() {
        return chunks.get(chunks.size() - 1).to();
    }

    private record TrainTask(Transport<Assignment, Void> run, RoundTransport transport)
            implements Function<WorkerBlock, Object> {
        @Override
        public Object call(WorkerBlock block) {
            long start = System.nanoTime();
            Workbench bench = run.take().bench();
            RoundStart from = transport.all().take();
            List<float[]> own = transport.ownMoments(block);
            double fetch = (System.nanoTime() - start) / 1e9;
            TimedSum sum = bench.train(block, from, own, TaskContext.get()::isInterrupted);
            return transport.all().give(sum.withFetch(fetch));
        }
    }

    private record EvaluateTask(
            Transport<Assignment, Void> run, Transport<float[], Evaluation> transport)
            implements Function<EvaluationChunk, Object> {
        @Override
        public Object call(EvaluationChunk chunk) {
            return transport.give(run.take().bench().evaluate(chunk, transport.take()));
        }
    }
}
