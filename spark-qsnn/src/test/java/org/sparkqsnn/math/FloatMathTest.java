package org.sparkqsnn.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class FloatMathTest {
    private interface FloatFunction {
        float at(float x);
    }

    @Test
    void functions_keepTheErrorTheirJavadocStates() {
        for (int i = 0; i <= 1_000_000; i++) {
            float x = i / 1e6f;
            float angle = x * FloatMath.HALF_PI;
            assertEquals(Math.sin(angle), FloatMath.sin(angle), 1.5e-7);
            assertEquals(-FloatMath.sin(angle), FloatMath.sin(-angle), 0.0);
            float y = 80 * x;
            assertEquals(Math.exp(-y), FloatMath.expNegative(y), Math.exp(-y) * (1e-5 * x + 2e-7));
        }
    }

    @Test
    void expNegative_staysNormal() {
        assertTrue(FloatMath.expNegative(1e30f) >= Float.MIN_NORMAL);
        assertEquals(1, FloatMath.expNegative(0));
    }

    @Test
    void twins_haveTheSameBits() {
        assertTwins(FloatMath::sin, VectorMath::sin, FloatMath.HALF_PI);
        assertTwins(FloatMath::expNegative, VectorMath::expNegative, 100);
        assertTwins(FloatMath::round, VectorMath::round, 1000);
    }

    private static void assertTwins(
            FloatFunction scalar, UnaryOperator<FloatVector> vector, float max) {
        float[] x = new float[VectorMath.SPECIES.length() * 4096];
        for (int i = 0; i < x.length; i++) x[i] = max * i / (x.length - 1);
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i += VectorMath.SPECIES.length()) {
            vector.apply(FloatVector.fromArray(VectorMath.SPECIES, x, i)).intoArray(y, i);
        }
        for (int i = 0; i < x.length; i++) assertEquals(scalar.at(x[i]), y[i], "at " + x[i]);
    }
}
