package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

class TrainingDataTest {
    private final Dataset dataset = Small.dataset();

    @Test
    void withoutHoldout_theTestSetIsMeasured() {
        TrainingData data = TrainingData.of(dataset, Small.config());
        assertEquals(300, data.train().size());
        assertEquals(120, data.evaluation().size());
        assertEquals("test", data.split());
    }

    @Test
    void tail_isTheLastSamples() {
        TrainingData data =
                TrainingData.of(dataset, Small.config("data.holdout=0.1", "data.split=tail"));
        assertEquals(270, data.train().size());
        assertEquals(30, data.evaluation().size());
        assertEquals(dataset.train().label(270), data.evaluation().label(0));
        assertEquals(dataset.train().pixel(299, 400), data.evaluation().pixel(29, 400));
        assertEquals("validation", data.split());
    }

    @Test
    void stratified_cutsTheSetInTwo_theSameForEverySeed() {
        TrainingData data = TrainingData.of(dataset, Small.config("data.holdout=0.1"));
        assertEquals(270, data.train().size());
        assertEquals("validation", data.split());
        Set<Integer> records = new TreeSet<>(records(data.train()));
        records.addAll(records(data.evaluation()));
        assertEquals(300, records.size(), "every sample is in one part");
        assertEquals(30, data.evaluation().size());
        TrainingData other = TrainingData.of(dataset, Small.config("data.holdout=0.1", "seed=7"));
        assertEquals(records(data.evaluation()), records(other.evaluation()));
        TrainingData rows = TrainingData.of(dataset.train(), Small.config("data.holdout=0.1"));
        assertEquals(records(data.evaluation()), records(rows.evaluation()), "of a DataFrame, too");
    }

    @Test
    void stratified_hasOfEachClassItsShare() {
        TrainingData data = TrainingData.of(dataset, Small.config("data.holdout=0.2"));
        int[] all = dataset.train().countPerClass();
        int[] held = data.evaluation().countPerClass();
        for (int c = 0; c < 10; c++) assertEquals(0.2 * all[c], held[c], 1, "class " + c);
    }

    /** By hand: quotas 0.9, 2.1, 0; and 0.5 of each of four. */
    @Test
    void shares_areRoundedByTheLargestRemainders() {
        assertArrayEquals(new int[] {1, 2, 0}, Holdout.shares(new int[] {9, 21, 0}, 3));
        assertArrayEquals(new int[] {1, 1, 0, 0}, Holdout.shares(new int[] {5, 5, 5, 5}, 2));
        assertArrayEquals(new int[] {2, 1, 0}, Holdout.shares(new int[] {21, 9, 0}, 3));
        assertArrayEquals(new int[] {4, 1}, Holdout.shares(new int[] {40, 10}, 5));
    }

    @Test
    void classesThatAreMissing_areToldInOneLine() {
        assertEquals(Optional.empty(), gaps(sorted(2000), "data.holdout=0.1"));
        assertEquals(Optional.empty(), TrainingData.of(dataset, Small.config()).gaps());
        assertEquals(
                "data.holdout leaves no sample to learn from of class 9 and holds out no sample of"
                        + " class 0, 1, 2, 3, 4, 5, 6, 7, 8: validation accuracy does not speak for"
                        + " them",
                gaps(sorted(2000), "data.holdout=0.1", "data.split=tail").orElseThrow());
        // Three of 30 samples: of the equal remainders those of the lower classes.
        String few = gaps(sorted(30), "data.holdout=0.1").orElseThrow();
        assertTrue(few.contains("holds out no sample of class 3, 4, 5, 6, 7, 8, 9:"), few);
    }

    /**
     * Twelve classes, of which the last has no sample at all; the ten last samples are held out.
     */
    @Test
    void classWithoutASample_isNotMissing_andTenClassesAreNamed() {
        byte[] block = new byte[2 * 110];
        for (int i = 0; i < 110; i++) block[2 * i] = (byte) (i / 10);
        ImageSet all = ImageSet.of(1, 1, 12, 110, new byte[][] {block});
        assertEquals(
                "data.holdout leaves no sample to learn from of class 10 and holds out no sample of"
                        + " class 0, 1, 2, 3, 4, 5, 6, 7, 8, 9: validation accuracy does not speak"
                        + " for them",
                gaps(all, "data.holdout=0.0909", "data.split=tail").orElseThrow());
    }

    @Test
    void oneSampleForEachWorker_isEnough() {
        assertEquals(
                300,
                TrainingData.of(dataset, Small.config("averaging.workers=300")).train().size());
    }

    /** What folders of one class each give; the classes are told apart by where they are bright. */
    @Test
    void validationOfSortedData_saysWhatTheTestSays() {
        Accuracy stratified = trained("data.holdout=0.1");
        assertTrue(stratified.test > 0.5, stratified + ", chance is 0.1");
        assertEquals(stratified.test, stratified.validation, 0.05);
        Accuracy tail = trained("data.holdout=0.1", "data.split=tail");
        assertTrue(tail.test > 0.4, tail + ", chance is 0.1");
        assertEquals(0, tail.validation, "of a class that was never shown");
    }

    /** Of one network, on what was held out and on a test set. */
    private record Accuracy(double validation, double test) {}

    private static Optional<String> gaps(ImageSet all, String... overrides) {
        return TrainingData.of(all, Small.config(overrides)).gaps();
    }

    /** 100-10 over 12 steps, trained on 2,000 sorted images. */
    private static Accuracy trained(String... overrides) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "model.hidden=[]",
                                "encoder.steps=12",
                                "training.epochs=8",
                                "optimiser.learningRate=0.02"));
        all.addAll(List.of(overrides));
        ExperimentConfig config = Small.config(all.toArray(String[]::new));
        TrainingData data = TrainingData.of(sorted(2000), config);
        RoundPlan plan = new RoundPlan(config, data.train().size());
        RunListener quiet = new RunListener() {};
        TrainingData tested = new TrainingData(data.train(), sorted(400), "test");
        try (Workers workers = new ThreadWorkers(config, data, 2);
                Workers others = new ThreadWorkers(config, tested, 2)) {
            Checkpoint end =
                    new TrainingRun(config, plan, workers, data.split(), Journal.NONE, quiet)
                            .run(Checkpoint.fresh(config, data), () -> false);
            double test = others.evaluate(end.state().parameters()).counts().accuracy();
            return new Accuracy(end.score().orElseThrow().accuracy(), test);
        }
    }

    /** Images of 10 x 10 pixels, the classes one behind the other; class c has a bright row c. */
    private static ImageSet sorted(int samples) {
        SplittableRandom noise = new SplittableRandom(samples);
        byte[] block = new byte[samples * 101];
        for (int i = 0; i < samples; i++) {
            int label = i * 10 / samples;
            block[i * 101] = (byte) label;
            for (int p = 0; p < 100; p++)
                block[i * 101 + 1 + p] = (byte) (p / 10 == label ? 200 : noise.nextInt(60));
        }
        return ImageSet.of(10, 10, 10, samples, new byte[][] {block});
    }

    private static List<Integer> records(ImageSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::record).toList();
    }

    @Test
    void tooFewSamples_areRefused() {
        assertTrue(
                refusal("data.holdout=0.99").contains("averaging.workers is 5 but only 3 of 300"));
        assertTrue(refusal("data.holdout=0.0001").contains("holds out none"));
        assertTrue(refusal("averaging.workers=301").contains("averaging.workers is 301"));
    }

    @Test
    void recordedSpikes_areNotInADataset() {
        assertTrue(refusal("encoder.kind=events").contains("datasets hold images"));
    }

    private String refusal(String override) {
        return assertThrows(BadInput.class, () -> TrainingData.of(dataset, Small.config(override)))
                .getMessage();
    }
}
