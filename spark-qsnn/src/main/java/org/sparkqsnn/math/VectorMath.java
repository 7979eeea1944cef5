package org.sparkqsnn.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twins of {@link FloatMath}: the same operations on all lanes, so the same bits.
 *
 * <p>For JDK 17's compiler: coefficients are constant vectors, and a caller should hold at most one
 * or two of these functions in one loop. C2 stops inlining at 18,000 nodes, about 60 vector
 * operations, and every vector that crosses a call it did not inline is boxed.
 */
public final class VectorMath {
    /** The widest vector of this CPU: 16 floats with AVX-512, 8 with AVX2. */
    public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** The same shape with ints. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector HALF_PI = FloatVector.broadcast(SPECIES, FloatMath.HALF_PI);
    private static final FloatVector S0 = FloatVector.broadcast(SPECIES, FloatMath.S0);
    private static final FloatVector S1 = FloatVector.broadcast(SPECIES, FloatMath.S1);
    private static final FloatVector S2 = FloatVector.broadcast(SPECIES, FloatMath.S2);
    private static final FloatVector S3 = FloatVector.broadcast(SPECIES, FloatMath.S3);
    private static final FloatVector A0 = FloatVector.broadcast(SPECIES, FloatMath.A0);
    private static final FloatVector A1 = FloatVector.broadcast(SPECIES, FloatMath.A1);
    private static final FloatVector A2 = FloatVector.broadcast(SPECIES, FloatMath.A2);
    private static final FloatVector A3 = FloatVector.broadcast(SPECIES, FloatMath.A3);
    private static final FloatVector A4 = FloatVector.broadcast(SPECIES, FloatMath.A4);
    private static final FloatVector A5 = FloatVector.broadcast(SPECIES, FloatMath.A5);
    private static final FloatVector A6 = FloatVector.broadcast(SPECIES, FloatMath.A6);
    private static final FloatVector E1 = FloatVector.broadcast(SPECIES, FloatMath.E1);
    private static final FloatVector E2 = FloatVector.broadcast(SPECIES, FloatMath.E2);
    private static final FloatVector E3 = FloatVector.broadcast(SPECIES, FloatMath.E3);
    private static final FloatVector E4 = FloatVector.broadcast(SPECIES, FloatMath.E4);
    private static final FloatVector E5 = FloatVector.broadcast(SPECIES, FloatMath.E5);
    private static final FloatVector E6 = FloatVector.broadcast(SPECIES, FloatMath.E6);
    private static final FloatVector ROUND = FloatVector.broadcast(SPECIES, FloatMath.ROUND);

    private VectorMath() {}

    public static FloatVector sin(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(S3, S2).fma(z, S1).fma(z, S0);
        return x.mul(z).fma(p, x);
    }

    public static FloatVector cos(FloatVector x) {
        return sin(HALF_PI.sub(x));
    }

    public static FloatVector asin(FloatVector s) {
        FloatVector z = s.mul(s);
        VectorMask<Float> upper = z.compare(VectorOperators.GT, 0.5f);
        FloatVector y = s.blend(ONE.sub(z).max(0).sqrt(), upper);
        FloatVector w = y.mul(y);
        FloatVector p = w.fma(A6, A5).fma(w, A4).fma(w, A3).fma(w, A2).fma(w, A1).fma(w, A0);
        FloatVector a = y.mul(w).fma(p, y);
        return a.blend(HALF_PI.sub(a), upper);
    }

    public static FloatVector expNegative(FloatVector x) {
        FloatVector y = x.min(FloatMath.DEEPEST).mul(-FloatMath.LOG2_E);
        FloatVector rounded = y.add(ROUND);
        FloatVector f = y.sub(rounded.sub(ROUND));
        FloatVector p = f.fma(E6, E5).fma(f, E4).fma(f, E3).fma(f, E2).fma(f, E1);
        IntVector exponent = rounded.reinterpretAsInts().add(127);
        FloatVector power = exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return f.fma(p, ONE).mul(power);
    }

    public static FloatVector round(FloatVector x) {
        return x.add(ROUND).sub(ROUND);
    }
}
