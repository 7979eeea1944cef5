package org.sparkqsnn.spark.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.WorkerSum;
import scala.reflect.ClassTag$;

/** Every registered type there and back, by the serializer and the settings of a real session. */
public class WireTest {
    private final SerializerInstance kryo = new KryoSerializer(Session.conf("test")).newInstance();

    @Test
    void assignment_comesBack() {
        ExperimentConfig config = Small.config("model.hidden=[30, 20]", "training.bptt=4");
        Assignment sent = new Assignment(config, Small.data());
        Assignment got = thereAndBack(sent, Assignment.class);
        assertEquals(config, got.config());
        assertEquals("test", got.data().split());
        assertSameImages(sent.data().train(), got.data().train());
        assertSameImages(sent.data().evaluation(), got.data().evaluation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stratified", "tail"})
    void heldOutImages_crossOnce(String split) {
        ExperimentConfig config = Small.config("data.holdout=0.2", "data.split=" + split);
        TrainingData data = TrainingData.of(Small.dataset(), config);
        Assignment got = thereAndBack(new Assignment(config, data), Assignment.class);
        assertEquals(data.evaluation().record(0), got.data().evaluation().record(0));
        assertEquals(data.train().record(239), got.data().train().record(239));
        assertSameImages(data.train(), got.data().train());
        assertSameImages(data.evaluation(), got.data().evaluation());
        assertSame(got.data().train().records(), got.data().evaluation().records());
    }

    @Test
    void trials_comeBack() {
        SweepDefinition sweep = SmallSweep.of(List.of("sweep.seeds=1", "training.epochs=2"));
        Trial trial = SmallSweep.plan(sweep, Small.dataset()).allTrials().get(0);
        TrialRecord earlier = TrialRecord.lost(new TrialTask(trial, 1, Optional.empty()), "why");
        TrialTask sent = new TrialTask(trial, 2, Optional.of(earlier));
        TrialTask got = TrialWire.task(TrialWire.bytes(sent));
        assertEquals(trial, got.trial());
        assertEquals(2, got.epochs());
        assertArrayEquals(earlier.json(), got.earlier().orElseThrow().json());
    }

    @Test
    void datasets_comeBack() {
        Dataset small = Small.dataset();
        TrialData got =
                thereAndBack(
                        new TrialData(Map.of("", small, "a/b", small), "trials"), TrialData.class);
        assertEquals("trials", got.trials());
        assertEquals(Set.of("", "a/b"), got.datasets().keySet());
        assertEquals(small.sha256(), got.datasets().get("a/b").sha256());
        assertSameImages(small.train(), got.datasets().get("").train());
        assertSameImages(small.test(), got.datasets().get("").test());
    }

    /** 16,384 floats are one chunk of the wire. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 50_000})
    void roundStart_comesBack(int size) {
        RoundStart sent = new RoundStart(7, floats(size), floats(2 * size));
        RoundStart got = thereAndBack(sent, RoundStart.class);
        assertEquals(7, got.round());
        assertArrayEquals(sent.parameters(), got.parameters());
        assertArrayEquals(sent.moments(), got.moments());
        float[][] own = {floats(size), floats(3)};
        assertArrayEquals(own, thereAndBack(own, float[][].class));
    }

    /** A parameter is 4 bytes: no velocity, and nobody's own moments. */
    @Test
    void whatAllExecutorsGet_isParametersAndSharedMoments() {
        List<float[]> own = List.of(floats(2000), floats(2000), floats(2000));
        ModelState local = new ModelState(7, floats(1000), floats(1000), own);
        assertTrue(size(local.start()) < 4 * 1000 + 100);
        assertSame(own.get(2), local.ownMoments(new WorkerBlock(1, 2)).get(1));
        ModelState average = new ModelState(7, floats(1000), floats(1000), own.subList(0, 1));
        assertEquals(size(local.start()) + 4 * 2000, size(average.start()), 2);
        assertEquals(List.of(), average.ownMoments(new WorkerBlock(0, 1)));
    }

    /** The driver keeps it: what tasks need of it are its parts. */
    @Test
    void modelState_isRefused() {
        ModelState state = new ModelState(7, floats(1), floats(1), List.of());
        assertThrows(IllegalArgumentException.class, () -> thereAndBack(state, ModelState.class));
    }

    @Test
    void timedSum_comesBack() {
        WorkerSum sum =
                new WorkerSum(
                        4,
                        2,
                        99,
                        floats(5),
                        floats(6),
                        List.of(floats(7), floats(8)),
                        counts(),
                        "no ✓");
        TimedSum got = thereAndBack(new TimedSum(sum, 0.5, 1.25, "kind ✓"), TimedSum.class);
        assertEquals(0.5, got.fetch());
        assertEquals(1.25, got.compute());
        assertEquals("kind ✓", got.machine());
        assertEquals(4, got.sum().first());
        assertEquals(2, got.sum().leaves());
        assertEquals(99, got.sum().examples());
        assertArrayEquals(sum.delta(), got.sum().delta());
        assertArrayEquals(sum.moments(), got.sum().moments());
        assertArrayEquals(sum.ownMoments().get(1), got.sum().ownMoments().get(1));
        assertEquals("no ✓", got.sum().fault());
        assertSameCounts(counts(), got.sum().counts());
    }

    @Test
    void trainedNetwork_comesBack() {
        ExperimentConfig config = Small.config("model.hidden=[3]");
        TrainedNetwork sent = new TrainedNetwork(config, 5, 2, floats(2 * (6 * 3 + 4 * 2)));
        TrainedNetwork got = thereAndBack(sent, TrainedNetwork.class);
        assertEquals(config, got.config());
        assertEquals(5, got.features());
        assertEquals(2, got.classes());
        assertArrayEquals(sent.parameters(), got.parameters());
    }

    @Test
    void evaluation_comesBack() {
        Evaluation got =
                thereAndBack(
                        new Evaluation(
                                counts(),
                                new long[][] {{1, 2}, {3, 1L << 40}},
                                new long[] {0, 1L << 41}),
                        Evaluation.class);
        assertSameCounts(counts(), got.counts());
        assertArrayEquals(new long[][] {{1, 2}, {3, 1L << 40}}, got.confusion());
        assertArrayEquals(new long[] {0, 1L << 41}, got.readoutSpikes());
    }

    @Test
    void blocksAndChunks_comeBack() {
        assertEquals(new WorkerBlock(8, 4), thereAndBack(new WorkerBlock(8, 4), WorkerBlock.class));
        EvaluationChunk chunk = new EvaluationChunk(250, 260);
        assertEquals(chunk, thereAndBack(chunk, EvaluationChunk.class));
        assertArrayEquals(floats(9), thereAndBack(floats(9), float[].class));
    }

    @Test
    void jvmFacts_comeBack() {
        JvmFacts facts =
                new JvmFacts(
                        "7",
                        "höst",
                        new JvmFacts.Versions("17", "4", "2.13", "3.4", "c0ffee"),
                        new JvmFacts.Cpu(true, 16, "Haswell", "1"),
                        "17, 16 lanes, Xeon",
                        "G1",
                        3,
                        1L << 40,
                        1L << 41);
        assertEquals(facts, thereAndBack(facts, JvmFacts.class));
    }

    @Test
    void unregisteredType_isRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> thereAndBack(new WireTest(), WireTest.class));
    }

    private <T> T thereAndBack(T value, Class<T> type) {
        var tag = ClassTag$.MODULE$.<T>apply(type);
        ByteBuffer bytes = kryo.serialize(value, tag);
        return kryo.deserialize(bytes, tag);
    }

    private int size(RoundStart start) {
        return kryo.serialize(start, ClassTag$.MODULE$.<RoundStart>apply(RoundStart.class)).limit();
    }

    private static void assertSameImages(ImageSet expected, ImageSet got) {
        assertEquals(expected.toString(), got.toString());
        for (int id = 0; id < expected.size(); id++) {
            assertEquals(expected.label(id), got.label(id));
            assertEquals(expected.pixel(id, id), got.pixel(id, id));
        }
    }

    private static void assertSameCounts(Counts expected, Counts got) {
        assertEquals(expected.samples(), got.samples());
        assertEquals(expected.correct(), got.correct());
        assertEquals(expected.ties(), got.ties());
        assertEquals(expected.lossSum(), got.lossSum());
        assertEquals(expected.penaltySum(), got.penaltySum());
        assertArrayEquals(expected.activity().neurons(), got.activity().neurons());
        assertArrayEquals(expected.activity().spikes(), got.activity().spikes());
        assertArrayEquals(expected.activity().silent(), got.activity().silent());
        assertArrayEquals(expected.activity().saturated(), got.activity().saturated());
    }

    private static Counts counts() {
        Activity activity =
                new Activity(
                        new long[] {1, 2},
                        new long[] {3, Long.MAX_VALUE},
                        new long[] {5, 6},
                        new long[] {7, 8});
        return new Counts(5, 4, 3, -0.0, 0.125, activity);
    }

    /** With a NaN, an infinity, a negative zero and a subnormal, whose bits must survive. */
    private static float[] floats(int size) {
        float[] special = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, 1e-42f};
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = i < 4 ? special[i] : i * 0.1f;
        return values;
    }
}
