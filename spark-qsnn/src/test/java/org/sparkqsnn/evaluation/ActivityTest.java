package org.sparkqsnn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.training.Small;

/** Spikes written into the traces of a network, 12-70-3, and counted one by one. */
class ActivityTest {
    private static final int SAMPLES = 3;
    private static final int HIDDEN = 70;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 40})
    void layer_isCountedNeuronByNeuron(int steps) {
        boolean[][][] spikes = hidden(steps);
        long[] perNeuron = new long[HIDDEN];
        long silent = 0;
        long saturated = 0;
        for (boolean[][] sample : spikes) {
            for (int k = 0; k < HIDDEN; k++) {
                int fired = 0;
                int gaps = 0;
                for (int t = 0; t < steps; t++) {
                    fired += sample[k][t] ? 1 : 0;
                    gaps += t > 0 && !sample[k][t] && !sample[k][t - 1] ? 1 : 0;
                }
                perNeuron[k] += fired;
                silent += fired == 0 ? 1 : 0;
                saturated += fired > 0 && gaps == 0 ? 1 : 0;
            }
        }
        try (Network network = network(steps)) {
            write(spikes, network.output(0));
            Activity activity = Activity.of(network, SAMPLES);
            assertEquals(SAMPLES * HIDDEN, activity.neurons()[0]);
            assertEquals(Arrays.stream(perNeuron).sum(), activity.spikes()[0]);
            assertEquals(silent, activity.silent()[0]);
            assertEquals(saturated, activity.saturated()[0]);
            long[] counted = new long[HIDDEN];
            Evaluator.countPerNeuron(network.output(0), SAMPLES, counted);
            assertArrayEquals(perNeuron, counted);
        }
    }

    /** 2, 2 and 1 spikes are a tie, of which the first class is taken; the others are none. */
    @Test
    void tie_isOfTheLargestCountAlone() {
        int[][] counts = {{2, 2, 1}, {1, 3, 1}, {0, 1, 0}};
        int[] predicted = {0, 1, 1};
        boolean[][][] spikes = new boolean[SAMPLES][3][40];
        for (int s = 0; s < SAMPLES; s++)
            for (int k = 0; k < 3; k++) Arrays.fill(spikes[s][k], 30, 30 + counts[s][k], true);
        try (Network network = network(40)) {
            write(spikes, network.output());
            assertEquals(11, Activity.of(network, SAMPLES).spikes()[1]);
            Objective objective = config(40).objective(network.shape());
            for (int s = 0; s < SAMPLES; s++) {
                objective.read(network.output(), s);
                assertEquals(s == 0, objective.tied());
                assertEquals(predicted[s], objective.predicted());
            }
        }
    }

    /** A layer of spikes between two of values: only it has neurons, and rates. */
    @Test
    void layerWithoutSpikes_isNotCounted() {
        ExperimentConfig config =
                Small.config(
                        "model.kind=layers",
                        "encoder.kind=direct",
                        "readout.kind=value",
                        "model.layers=[{kind=dense, outputs=5, neuron.kind=relu},"
                                + " {kind=dense, outputs=4, neuron.kind=lif},"
                                + " {kind=dense, neuron.kind=li}]");
        try (Network network = config.open(config.network(12, 3))) {
            Arrays.fill(network.output(1).spikes, 1);
            Activity activity = Activity.of(network, SAMPLES);
            assertArrayEquals(new long[] {0, SAMPLES * 4, 0}, activity.neurons());
            assertArrayEquals(new long[] {0, SAMPLES * 4, 0}, activity.spikes());
            assertTrue(activity.isOf(1));
            assertFalse(activity.isOfReadout());
            assertFalse(activity.isEmpty());
            Objective objective = config.objective(network.shape());
            objective.read(network.output(), 0);
            assertFalse(objective.tied(), "values that are all 0 do not tie");
        }
        assertTrue(Activity.none(3).isEmpty());
    }

    private static Network network(int steps) {
        return config(steps).open(config(steps).network(12, 3));
    }

    private static ExperimentConfig config(int steps) {
        return Small.config("model.hidden=" + HIDDEN, "encoder.steps=" + steps);
    }

    /** Neurons by turns: one spike or none, every other step or more, and as it comes. */
    private static boolean[][][] hidden(int steps) {
        SplittableRandom random = new SplittableRandom(3);
        boolean[][][] spikes = new boolean[SAMPLES][HIDDEN][steps];
        for (boolean[][] sample : spikes) {
            for (int k = 0; k < HIDDEN; k++) {
                int only = random.nextInt(2 * steps);
                for (int t = 0; t < steps; t++) {
                    sample[k][t] =
                            switch (k % 3) {
                                case 0 -> t == only;
                                case 1 -> (t + k) % 2 == 0 || random.nextInt(9) == 0;
                                default -> random.nextInt(9) > 1;
                            };
                }
            }
        }
        return spikes;
    }

    /** Lanes that belong to no neuron fire, too. */
    private static void write(boolean[][][] spikes, Signal signal) {
        Arrays.fill(signal.spikes, -1);
        for (int s = 0; s < SAMPLES; s++) {
            for (int k = 0; k < spikes[s].length; k++) {
                for (int w = 0; w < signal.words; w++) {
                    int bits = 0;
                    for (int t = 32 * w; t < Math.min(signal.steps, 32 * w + 32); t++)
                        if (spikes[s][k][t]) bits |= 1 << t;
                    int word = signal.word(s, k / signal.width) + w * signal.width;
                    signal.spikes[word + k % signal.width] = bits;
                }
            }
        }
    }
}
