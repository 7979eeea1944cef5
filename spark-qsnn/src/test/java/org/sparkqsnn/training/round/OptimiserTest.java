package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.OptimiserConfig;
import org.sparkqsnn.training.Small;

/**
 * Three steps against torch.optim of PyTorch 1.13 in double; learning rate 0.1, weight decay 0.01.
 */
class OptimiserTest {
    private static final float[][] GRADIENTS = {
        {0.1f, -0.2f, 0.3f}, {0.4f, 0.5f, -0.6f}, {-0.7f, 0.8f, 0.9f}
    };

    /** SGD(lr=0.1, momentum=0.9, weight_decay=0.01). */
    @Test
    void sgd_matchesPyTorch() {
        float[] expected = {0.4641753895f, -1.115220779f, 1.931543568f};
        assertArrayEquals(expected, threeSteps("sgd", "optimiser.beta1=0.9"), 1e-6f);
    }

    /** Adam(lr=0.1, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.01). */
    @Test
    void adam_matchesPyTorch() {
        float[] expected = {0.3307653623570009f, -1.0129637206673943f, 1.895978372166488f};
        assertArrayEquals(expected, threeSteps("adam", "optimiser.beta2=0.99"), 1e-6f);
    }

    /** AdamW with the same arguments. */
    @Test
    void adamw_matchesPyTorch() {
        float[] expected = {0.3308298683111791f, -1.0131824978590223f, 1.89649440015795f};
        assertArrayEquals(expected, threeSteps("adamw", "optimiser.beta2=0.99"), 1e-6f);
    }

    @Test
    void clipping_shortensTheGradientAndStepClearsIt() {
        ExperimentConfig config =
                Small.config(
                        "optimiser.kind=sgd",
                        "optimiser.beta1=0",
                        "optimiser.weightDecay=0",
                        "optimiser.clipNorm=1");
        float[] w = new float[5];
        float[] g = {0, 3, 0, 0, -4};
        new Optimiser(config.optimiser()).step(w, g, new float[1][5], 1, 1);
        assertArrayEquals(new float[] {0, -0.6f, 0, 0, 0.8f}, w, 1e-6f);
        assertArrayEquals(new float[5], g);
    }

    /** 20 steps an epoch, 2 epochs; warm-up of 4. */
    @Test
    void learningRate_risesThenFollowsItsSchedule() {
        assertEquals(0.25, rate("cosine", 0), 1e-12);
        assertEquals(1, rate("cosine", 3), 1e-12);
        assertEquals(1, rate("cosine", 4), 1e-12);
        assertEquals(0.5, rate("cosine", 22), 1e-12);
        assertEquals(1, rate("constant", 39), 1e-12);
        assertEquals(1, rate("step", 19), 1e-12);
        assertEquals(0.1, rate("step", 20), 1e-12);
    }

    private static double rate(String schedule, long step) {
        ExperimentConfig config =
                Small.config(
                        "optimiser.schedule=" + schedule,
                        "optimiser.learningRate=1",
                        "optimiser.warmUpSteps=4",
                        "optimiser.decayEpochs=1",
                        "training.epochs=2",
                        "training.batchSize=3",
                        "averaging.workers=5");
        return new LearningRate(config.optimiser(), new RoundPlan(config, 300)).at(step);
    }

    private static float[] threeSteps(String kind, String setting) {
        OptimiserConfig config =
                Small.config(
                                "optimiser.kind=" + kind,
                                setting,
                                "optimiser.weightDecay=0.01",
                                "optimiser.clipNorm=0")
                        .optimiser();
        Optimiser optimiser = new Optimiser(config);
        float[] w = {0.5f, -1, 2};
        float[][] moments = new float[optimiser.momentArrays()][3];
        for (int step = 1; step <= 3; step++)
            optimiser.step(w, GRADIENTS[step - 1].clone(), moments, step, 0.1);
        return w;
    }
}
