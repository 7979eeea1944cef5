package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Small;

class LocalTrainerTest {
    private static final ImageSet TRAIN = Small.data().train();

    /**
     * Four workers with 15 samples of one batch each, one plain gradient step: the average is the
     * step of one worker with all 60.
     */
    @Test
    void averageOfEqualShards_isTheStepOfOneWorker() {
        String[] sgd = {
            "optimiser.kind=sgd",
            "optimiser.beta1=0",
            "optimiser.weightDecay=0",
            "optimiser.clipNorm=0",
            "optimiser.warmUpSteps=0",
            "optimiser.schedule=constant",
            "averaging.localSteps=1",
            "averaging.optimiserState=reset"
        };
        float[] one = afterFirstRound(with(sgd, "averaging.workers=1", "training.batchSize=60"));
        float[] four = afterFirstRound(with(sgd, "averaging.workers=4", "training.batchSize=15"));
        float[] start = initial(with(sgd));
        double moved = 0;
        for (int i = 0; i < one.length; i++) moved += Math.abs(one[i] - start[i]);
        assertTrue(moved > 0);
        assertArrayEquals(one, four, 1e-6f);
    }

    /** A worker's result depends on its task and nothing that the trainer did before. */
    @Test
    void run_isPure() {
        for (String encoder : new String[] {"poisson", "direct", "latency"}) {
            ExperimentConfig config = Small.config("encoder.kind=" + encoder);
            RoundPlan plan = new RoundPlan(config, TRAIN.size());
            float[] w = initial(config);
            try (LocalTrainer fresh = new LocalTrainer(config, TRAIN);
                    LocalTrainer used = new LocalTrainer(config, TRAIN)) {
                used.run(plan.task(1, 0), w, new float[0]);
                used.run(plan.task(0, 1), w, new float[0]);
                WorkerSum expected = fresh.run(plan.task(0, 3), w, new float[0]);
                WorkerSum actual = used.run(plan.task(0, 3), w, new float[0]);
                assertArrayEquals(expected.delta(), actual.delta());
                assertArrayEquals(expected.moments(), actual.moments());
                assertEquals(expected.counts().lossSum(), actual.counts().lossSum());
            }
            assertArrayEquals(initial(config), w);
        }
    }

    /**
     * Shards of 60 samples in batches of 8: the last batch of an epoch has 4, and all are counted.
     */
    @Test
    void partialBatches_areTrainedOnAndCounted() {
        ExperimentConfig config = Small.config();
        RoundPlan plan = new RoundPlan(config, TRAIN.size());
        long examples = 0;
        try (LocalTrainer trainer = new LocalTrainer(config, TRAIN)) {
            for (int round = 0; round < plan.roundsPerEpoch(); round++) {
                for (int v = 0; v < plan.workers(); v++) {
                    examples +=
                            trainer.run(plan.task(round, v), initial(config), new float[0])
                                    .examples();
                }
            }
        }
        assertEquals(TRAIN.size(), examples);
    }

    /** Scores near the largest double: each loss is finite, their sum is not. */
    @Test
    void fault_namesWorkerAndRound() {
        assertEquals("", faultOf("training.lossScale=1"));
        assertEquals(
                "worker 3: loss is Infinity in round 2; try a smaller optimiser.learningRate",
                faultOf("training.lossScale=1.7e308"));
    }

    private static String faultOf(String setting) {
        ExperimentConfig config = Small.config("training.loss=membrane", setting);
        RoundPlan plan = new RoundPlan(config, TRAIN.size());
        try (LocalTrainer trainer = new LocalTrainer(config, TRAIN)) {
            return trainer.run(plan.task(1, 3), initial(config), new float[0]).fault();
        }
    }

    /** Shards of 60 samples in batches of 8, 2 steps a round. */
    @Test
    void stoppedTrainer_endsBeforeTheNextStep() {
        ExperimentConfig config = Small.config();
        RoundPlan plan = new RoundPlan(config, TRAIN.size());
        AtomicInteger asked = new AtomicInteger();
        try (LocalTrainer trainer = new LocalTrainer(config, TRAIN)) {
            assertThrows(
                    CancellationException.class,
                    () ->
                            trainer.run(
                                    plan.task(0, 0),
                                    initial(config),
                                    new float[0],
                                    () -> asked.incrementAndGet() == 2));
            assertEquals(2, asked.get());
        }
    }

    private static float[] afterFirstRound(ExperimentConfig config) {
        // 60 samples in one epoch of one step
        ImageSet sixty = TRAIN.slice(0, 60);
        RoundPlan plan = new RoundPlan(config, 60);
        ModelState state = ModelState.initial(config, initial(config));
        Fold fold = new Fold(plan.workers(), Ranges.ONE);
        try (LocalTrainer trainer = new LocalTrainer(config, sixty)) {
            for (int v = 0; v < plan.workers(); v++) {
                fold.add(trainer.run(plan.task(0, v), state.parameters(), state.start().moments()));
            }
        }
        return new OuterStep(config.averaging()).apply(state, fold.sum()).parameters();
    }

    private static ExperimentConfig with(String[] settings, String... more) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return Small.config(all.toArray(String[]::new));
    }

    private static float[] initial(ExperimentConfig config) {
        return config.network(TRAIN.features(), TRAIN.classes()).initialParameters(config.seed());
    }
}
