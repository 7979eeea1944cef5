package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkqsnn.experiment.TrainingConfig;

class LossTest {
    private static final int STEPS = 5;
    private static final int CLASSES = 4;

    @ParameterizedTest
    @EnumSource(TrainingConfig.Loss.class)
    void gradients_matchFiniteDifferences(TrainingConfig.Loss kind) {
        Loss loss = new Loss(kind, 1.7, STEPS, CLASSES);
        SplittableRandom random = new SplittableRandom(1);
        double[] spikes = random.doubles(STEPS * CLASSES).toArray();
        double[] alpha = random.doubles(STEPS * CLASSES).toArray();
        loss.gradient(spikes, alpha, 2);
        for (int i = 0; i < spikes.length; i++) {
            assertEquals(difference(loss, spikes, alpha, spikes, i), loss.bySpike()[i], 1e-8);
            assertEquals(difference(loss, spikes, alpha, alpha, i), loss.byPopulation()[i], 1e-8);
        }
    }

    /**
     * Without a spike all classes are alike: log 10 for one cross-entropy, T log 10 for a sum over
     * T.
     */
    @Test
    void uniformScores_costTheLogarithmOfTheClasses() {
        double[] none = new double[STEPS * CLASSES];
        for (TrainingConfig.Loss kind : TrainingConfig.Loss.values()) {
            double terms = kind == TrainingConfig.Loss.MEMBRANE ? STEPS : 1;
            Loss loss = new Loss(kind, 1, STEPS, CLASSES);
            assertEquals(terms * Math.log(CLASSES), loss.value(none, none, 3), 1e-12);
        }
    }

    @Test
    void hugeScores_stayFinite() {
        double[] spikes = new double[STEPS * CLASSES];
        spikes[0] = 1;
        Loss loss = new Loss(TrainingConfig.Loss.COUNT, 1e6, STEPS, CLASSES);
        assertEquals(1e6, loss.value(spikes, new double[spikes.length], 1), 1e-3);
    }

    private static double difference(
            Loss loss, double[] spikes, double[] alpha, double[] x, int i) {
        double at = x[i];
        x[i] = at + 1e-6;
        double up = loss.value(spikes, alpha, 2);
        x[i] = at - 1e-6;
        double down = loss.value(spikes, alpha, 2);
        x[i] = at;
        return (up - down) / 2e-6;
    }
}
