package org.sparkqsnn.neuron.qlif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.qlif.Qlif.Leak;
import org.sparkqsnn.neuron.qlif.Qlif.Reset;

class QlifTest {
    private static final double TAU_SCALE = 200;

    static Stream<JsonNode> singleSteps() {
        return StreamSupport.stream(QlifVectors.ALL.get("single_step").spliterator(), false);
    }

    /** The vectors set θ and τ; q = θ/π and p = τ/200 make them. */
    @ParameterizedTest
    @MethodSource("singleSteps")
    void step_matchesPyTorch(JsonNode row) {
        Qlif qlif = QlifVectors.neuron(row.get("leak").asText(), Reset.GROUND, "centred");
        boolean x = row.get("X").asInt() == 1;
        double q = x ? row.get("theta").asDouble() / Math.PI : -1;
        double p = row.get("tau").asDouble() / TAU_SCALE;
        double phi = row.get("phi").asDouble();
        double next = qlif.step(phi, q, p);
        double[] gradient = qlif.stepGradient(phi, q, p);
        double slope = Math.sin(next) / 2;
        assertEquals(row.get("phi_next").asDouble(), next, 1e-9);
        assertEquals(row.get("alpha_next").asDouble(), Qlif.population(next), 1e-12);
        assertEquals(row.get("spike").asDouble(), qlif.fires(next) ? 1 : 0);
        assertEquals(row.get("dalpha_next_dphi").asDouble(), gradient[0] * slope, 1e-9);
        assertEquals(row.get("dalpha_next_dtheta").asDouble(), gradient[1] / Math.PI * slope, 1e-9);
        if (p > 0)
            assertEquals(
                    row.get("dalpha_next_dtau").asDouble(), gradient[2] / TAU_SCALE * slope, 1e-9);
    }

    /**
     * Related work 4.4: with constant q in (0, 4/3] a refractory neuron fires ⌊(T+1)/(k+1)⌋ times,
     * k = ⌊(2/3)/q⌋ + 1.
     */
    @Test
    void constantInput_firesAsTheClosedFormSays() {
        Qlif qlif = QlifVectors.neuron("rotation", Reset.REFRACTORY, "centred");
        for (int i = 1; i < 2000; i++) {
            double q = i * 0.00107;
            double z = q % 2;
            int k = (int) Math.floor(2.0 / 3 / z) + 1;
            int expected = z <= 4.0 / 3 ? 26 / (k + 1) : 0;
            assertEquals(expected, spikes(qlif, q, 25), "q = " + q);
        }
    }

    /** A ground reset loses no step: with constant input there is a spike every k steps. */
    @Test
    void constantInputAndGroundReset_firesEveryKSteps() {
        Qlif qlif = QlifVectors.neuron("relaxation", Reset.GROUND, "centred");
        for (double q : new double[] {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.66, 0.7, 1.0, 1.3}) {
            int k = (int) Math.floor(2.0 / 3 / q) + 1;
            assertEquals(25 / k, spikes(qlif, q, 25), "q = " + q);
        }
    }

    /** The two leaks at α = 0.6 and τ/T1 = 0, 0.5, 3 (spec of the neuron, 1.1). */
    @Test
    void leaks_areTheNamedReadings() {
        double phi = Qlif.angle(0.6);
        double[] ratios = {0, 0.5, 3};
        double[] relaxation = {0.6, 0.364, 0.030};
        double[] rotation = {0, 0.056, 0.427};
        for (int i = 0; i < ratios.length; i++) {
            double p = ratios[i] * 60 / TAU_SCALE;
            assertEquals(relaxation[i], after(Leak.RELAXATION, phi, p), 5e-4);
            assertEquals(rotation[i], after(Leak.ROTATION, phi, p), 5e-4);
        }
    }

    @Test
    void gradients_matchFiniteDifferences() {
        for (Leak leak : Leak.values()) {
            for (Angle angle : Angle.values()) {
                Qlif qlif = config(leak, angle);
                for (double phi : List.of(0.1, 0.7, 1.5, 2.0)) {
                    for (double q : List.of(-0.4, 0.2, 0.9, 1.2)) {
                        double p = 0.05;
                        double[] g = qlif.stepGradient(phi, q, p);
                        assertEquals(difference(h -> qlif.step(phi + h, q, p)), g[0], 1e-7);
                        assertEquals(difference(h -> qlif.step(phi, q + h, p)), g[1], 1e-6);
                        assertEquals(difference(h -> qlif.step(phi, q, p + h)), g[2], 1e-6);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Surrogate.class)
    void surrogate_isPositiveFiniteAndAtMostOne(Surrogate kind) {
        Qlif d = Qlif.DEFAULT;
        Qlif qlif = new Qlif(d.leak(), d.reset(), 0.75, 60, 200, d.angle(), kind, 1);
        for (double alpha = 0; alpha <= 1; alpha += 0.125) {
            double h = qlif.surrogate(alpha);
            assertTrue(h >= 0 && h <= 1, kind + " at " + alpha + " is " + h);
        }
    }

    /** By hand, with k = 2 and α - threshold = -1/4. */
    @Test
    void surrogates_areTheirFormulas() {
        double centred = 1 / (1 + Math.PI * Math.PI / 4);
        assertEquals(centred, surrogate(Surrogate.CENTRED), 1e-15);
        assertEquals(4.0 / 9, surrogate(Surrogate.FAST_SIGMOID), 1e-15);
        assertEquals(0.5, surrogate(Surrogate.TRIANGULAR), 1e-15);
        assertEquals(centred / Math.PI, surrogate(Surrogate.PAPER), 1e-15);
    }

    private static double surrogate(Surrogate kind) {
        Qlif d = Qlif.DEFAULT;
        return new Qlif(d.leak(), d.reset(), 0.75, 60, 200, d.angle(), kind, 2).surrogate(0.5);
    }

    /** q = 0 is no spike: X = 0. */
    @Test
    void driveOfZero_isADelay() {
        for (Leak leak : Leak.values()) {
            Qlif qlif = config(leak, Angle.WRAPPED);
            assertEquals(qlif.step(1, -1, 0.1), qlif.step(1, 0, 0.1));
            assertArrayEquals(qlif.stepGradient(1, -1, 0.1), qlif.stepGradient(1, 0, 0.1));
        }
    }

    /** sin²(π/3) = 3/4. */
    @Test
    void thresholdAngle_isThatOfTheThreshold() {
        Qlif qlif = config(Leak.RELAXATION, Angle.WRAPPED);
        assertEquals(2 * Math.PI / 3, qlif.thresholdAngle(), 1e-15);
    }

    @Test
    void poles_haveNoNaN() {
        for (Leak leak : Leak.values()) {
            Qlif qlif = config(leak, Angle.WRAPPED);
            for (double phi : List.of(0.0, Math.PI)) {
                for (double q : List.of(-1.0, 0.0, 1.0)) {
                    assertFalse(Double.isNaN(qlif.step(phi, q, 0)));
                    for (double g : qlif.stepGradient(phi, q, 0)) assertTrue(Double.isFinite(g));
                }
            }
        }
    }

    private static double after(Leak leak, double phi, double p) {
        return Qlif.population(config(leak, Angle.WRAPPED).step(phi, -1, p));
    }

    private static Qlif config(Leak leak, Angle angle) {
        return new Qlif(leak, Reset.GROUND, 0.75, 60, 200, angle, Surrogate.CENTRED, 1);
    }

    private static int spikes(Qlif qlif, double q, int steps) {
        int count = 0;
        double phi = 0;
        for (int t = 0; t < steps; t++) {
            phi = qlif.step(phi, q, 0);
            count += qlif.fires(phi) ? 1 : 0;
        }
        return count;
    }

    private static double difference(java.util.function.DoubleUnaryOperator f) {
        double h = 1e-6;
        return (f.applyAsDouble(h) - f.applyAsDouble(-h)) / (2 * h);
    }
}
