package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;
import static org.sparkqsnn.doctor.Cases.executor;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.HeldRecords;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.experiment.AveragingConfig.OptimiserState;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.Survey;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.LocalTrainer;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerSum;
import org.sparkqsnn.training.round.Workers;

/** The formulas beside what the JVM says it allocated, and the checks that use them. */
class HeapNeedTest {

    /** Arrays are most of it; kernels and encoders have some small ones that nobody counts. */
    private static final double SLACK = 0.02;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoder.kind=direct model.hidden=1000",
                "encoder.kind=poisson model.hidden=1000",
                "encoder.kind=poisson model.hidden=500,300 training.microBatch=40",
                "encoder.kind=poisson model.hidden=[] optimiser.kind=sgd",
                "encoder.kind=latency model.hidden=700 encoder.steps=70"
            })
    void buffersOfATask_areAsLargeAsTheFormulaSays(String settings) {
        ExperimentConfig config = Small.config(settings.split(" "));
        HeapNeed need = need(config);
        // What a kernel makes at its first round: one slab for each layer.
        long later = need.network() - withoutSlabs(config, need);
        assertClose(
                need.trainer() - later,
                allocated(() -> new LocalTrainer(config, Small.data().train())));
        assertClose(
                need.evaluator() - later,
                allocated(() -> new Evaluator(config, Small.data().evaluation())));
    }

    /** The arrays of a real round, for each thing that may become of the moments. */
    @ParameterizedTest
    @EnumSource
    void resultOfABlock_isAsLargeAsTheFormulaSays(OptimiserState kept) {
        ExperimentConfig config =
                Small.config(
                        "averaging.workers=4",
                        "averaging.outer=nesterov",
                        "averaging.optimiserState=" + ConfigTree.text(kept));
        RoundSizes sizes = RoundSizes.of(config, shape(config));
        try (Workers workers = new ThreadWorkers(config, Small.data(), 1)) {
            ModelState state = Checkpoint.fresh(config, Small.data()).state();
            WorkerSum sum = workers.run(state).sum();
            assertEquals(sizes.result(4), bytes(sum.delta(), sum.moments(), sum.ownMoments()));
            ModelState next = new OuterStep(config.averaging()).apply(state, sum);
            assertEquals(sizes.state(), bytes(next.parameters(), next.velocity(), next.moments()));
        }
    }

    @Test
    void keptMomentsOf64Workers_areHeldThreeTimes() {
        ExperimentConfig config =
                Small.config(
                        "model.hidden=1000",
                        "averaging.workers=64",
                        "averaging.outer=nesterov",
                        "averaging.optimiserState=local");
        HeapNeed need = HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), 0);
        // 64 workers' moments are 814 MB, of which the driver holds three sets and more.
        long driver = need.driver(16, 4).bytes();
        assertTrue(driver > 3 * 814_000_000L && driver < 6L << 30, Sizes.text(driver));
    }

    @Test
    void heap_thatIsTooSmall_orTight() {
        long mib = 1 << 20;
        HeapSum needs = HeapSum.of(new HeapSum.Part("all", 100 * mib));
        Finding full = HeapChecks.heap("key", "it", 117 * mib, needs);
        assertProblem(full, "117.0 MiB", "100.0 MiB");
        assertEquals("key=134m", full.suggestion());
        assertAdvice(HeapChecks.heap("key", "it", 118 * mib, needs), "little room");
        assertAdvice(HeapChecks.heap("key", "it", 133 * mib, needs), "little room");
        assertOk(HeapChecks.heap("key", "it", 134 * mib, needs));
    }

    /** What was run, see HeapChecks: 1024 MiB end in OutOfMemoryError, 1288 do not. */
    @Test
    void executorsOf6000Neurons_needWhatTheyWereSeenToNeed() {
        ExperimentConfig config =
                ConfigReader.read(
                        Optional.empty(), List.of("model.hidden=6000", "encoder.kind=direct"));
        long images = 7_000L * 785;
        HeapNeed need =
                HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), images);
        for (long mib : new long[] {600, 1024})
            assertProblem(HeapChecks.heap("key", "it", mib << 20, need.executor(1, 2)));
        assertAdvice(HeapChecks.heap("key", "it", 1150L << 20, need.executor(1, 2)));
        assertOk(HeapChecks.heap("key", "it", 1288L << 20, need.executor(1, 2)));
    }

    /**
     * 640,000 images of 784 bytes and a network of 784-8-10 over 4 steps, one executor of one slot:
     * with 1024 MiB it ended in OutOfMemoryError, with 1300 MiB it did not (MemoryIT).
     */
    @Test
    void executorOfALargeDataset_needsItTwice() {
        ExperimentConfig config =
                ConfigReader.read(Optional.empty(), List.of("model.hidden=8", "encoder.steps=4"));
        long images = 641_000L * 785;
        HeapNeed need =
                HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), images);
        assertProblem(HeapChecks.heap("key", "it", 1024L << 20, need.executor(1, 4)));
        assertAdvice(HeapChecks.heap("key", "it", 1300L << 20, need.executor(1, 4)));
        HeapNeed without =
                HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), 0);
        assertEquals(2 * images, need.executor(1, 4).bytes() - without.executor(1, 4).bytes());
        assertEquals(2 * images, need.driver(1, 4).bytes() - without.driver(1, 4).bytes());
        assertEquals(images, need.local(1, 1, 4).bytes() - without.local(1, 1, 4).bytes());
    }

    /** Images that are held out are a part of the same blocks. */
    @Test
    void datasetOfARun_countsEachBlockOnce() {
        ExperimentConfig whole = Small.config("model.hidden=8");
        ExperimentConfig heldOut = Small.config("model.hidden=8", "data.holdout=0.1");
        long sample = bytes(Small.dataset().train());
        assertEquals(
                sample + bytes(Small.dataset().test()),
                HeapNeed.of(whole, TrainingData.of(Small.dataset(), whole)).dataset());
        assertEquals(
                sample, HeapNeed.of(heldOut, TrainingData.of(Small.dataset(), heldOut)).dataset());
    }

    private static long bytes(ImageSet images) {
        long bytes = 0;
        for (byte[] block : ((HeldRecords) images.records()).blocks()) bytes += block.length;
        return bytes;
    }

    /** As far as their digits go: each is printed with one behind the point. */
    @ParameterizedTest
    @EnumSource
    void printedParts_addUpToThePrintedTotal(OptimiserState kept) {
        ExperimentConfig config =
                Small.config(
                        "model.hidden=1000",
                        "averaging.workers=16",
                        "averaging.outer=nesterov",
                        "averaging.optimiserState=" + ConfigTree.text(kept));
        HeapNeed need =
                HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), 48L << 20);
        RoundPlan plan = new RoundPlan(config, 300);
        for (String master : List.of(Cases.CLUSTER, Cases.LOCAL)) {
            Survey survey = Cases.survey(executor("0"), executor("1"));
            List<Finding> findings =
                    new HeapChecks(Cases.settings(master), survey, plan, need).all();
            assertEquals(master.equals(Cases.LOCAL) ? 1 : 2, findings.size());
            findings.forEach(finding -> assertAddsUp(finding.why()));
        }
    }

    @Test
    void smallestExecutor_counts() {
        JvmFacts small = Cases.withCollector(executor("1"), "G1", 100L << 20);
        List<Finding> findings = clusterChecks(executor("0"), small).all();
        assertOk(findings.get(0), "spark.driver.memory");
        assertProblem(findings.get(1), "spark.executor.memory", "100.0 MiB of heap");
        clusterChecks(executor("0")).all().forEach(finding -> assertOk(finding));
    }

    private static HeapChecks clusterChecks(JvmFacts... executors) {
        ExperimentConfig config = Small.config("model.hidden=1000");
        return new HeapChecks(
                Cases.settings(Cases.CLUSTER),
                Cases.survey(executors),
                new RoundPlan(config, 300),
                need(config));
    }

    private static void assertAddsUp(String why) {
        List<MatchResult> sizes =
                Pattern.compile("([\\d.]+) ([MG])iB").matcher(why).results().toList();
        double total = sizes.stream().skip(1).mapToDouble(size -> mib(size, size.group(1))).sum();
        double rounding = sizes.stream().mapToDouble(size -> mib(size, "0.05")).sum();
        assertTrue(sizes.size() > 4, why);
        assertEquals(mib(sizes.get(0), sizes.get(0).group(1)), total, rounding, why);
    }

    private static double mib(MatchResult size, String number) {
        return Double.parseDouble(number) * (size.group(2).equals("G") ? 1024 : 1);
    }

    private static long withoutSlabs(ExperimentConfig config, HeapNeed need) {
        return need.network() - (4L << 20) * shape(config).layers().size();
    }

    private static long bytes(float[] a, float[] b, List<float[]> more) {
        long floats = a.length + b.length;
        for (float[] array : more) floats += array.length;
        return Float.BYTES * floats;
    }

    private static void assertClose(long expected, long got) {
        assertTrue(
                Math.abs(got - expected) < SLACK * expected,
                "expected " + expected + ", allocated " + got);
    }

    private static long allocated(Supplier<Object> maker) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Object first = maker.get(); // classes and tables
        long before = threads.getCurrentThreadAllocatedBytes();
        Object made = maker.get();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertNotSame(first, made);
        return bytes;
    }

    private static HeapNeed need(ExperimentConfig config) {
        return HeapNeed.of(config, shape(config), RoundSizes.of(config, shape(config)), 235_500);
    }

    private static NetworkShape shape(ExperimentConfig config) {
        return config.networkOf(784, 10);
    }
}
