package org.sparkqsnn.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

    /** Vectors of ints with as many lanes as {@link #SPECIES}. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final IntVector DEEPEST =
            IntVector.broadcast(INTS, Float.floatToRawIntBits(FloatMath.DEEPEST));
    private static final FloatVector S0 = FloatVector.broadcast(SPECIES, FloatMath.S0);
    private static final FloatVector S1 = FloatVector.broadcast(SPECIES, FloatMath.S1);
    private static final FloatVector S2 = FloatVector.broadcast(SPECIES, FloatMath.S2);
    private static final FloatVector S3 = FloatVector.broadcast(SPECIES, FloatMath.S3);
    private static final FloatVector E1 = FloatVector.broadcast(SPECIES, FloatMath.E1);
    private static final FloatVector E2 = FloatVector.broadcast(SPECIES, FloatMath.E2);
    private static final FloatVector E3 = FloatVector.broadcast(SPECIES, FloatMath.E3);
    private static final FloatVector E4 = FloatVector.broadcast(SPECIES, FloatMath.E4);
    private static final FloatVector E5 = FloatVector.broadcast(SPECIES, FloatMath.E5);
    private static final FloatVector E6 = FloatVector.broadcast(SPECIES, FloatMath.E6);
    private static final FloatVector ROUND = FloatVector.broadcast(SPECIES, FloatMath.ROUND);

    private VectorMath() {}

    /** The vector that begins at {@code array[at]}. */
    public static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    public static FloatVector sin(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(S3, S2).fma(z, S1).fma(z, S0);
        return x.mul(z).fma(p, x);
    }

    /** All bits of the lanes whose sign bit is set, none of the others. */
    public static IntVector negative(FloatVector x) {
        return x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
    }

    /**
     * All bits of the lanes where {@code x > threshold}, none of the others. Floats that are not
     * negative compare like their bits.
     *
     * @param threshold its bits in all lanes
     */
    public static IntVector above(FloatVector x, IntVector threshold) {
        return threshold.sub(x.reinterpretAsInts()).lanewise(VectorOperators.ASHR, 31);
    }

    /** 0 in the lanes of the mask, else x. */
    public static FloatVector clear(FloatVector x, IntVector mask) {
        return x.reinterpretAsInts().lanewise(VectorOperators.AND_NOT, mask).reinterpretAsFloats();
    }

    /** {@code a} in the lanes of the mask, else {@code b}. */
    public static FloatVector choose(IntVector mask, FloatVector a, FloatVector b) {
        IntVector bits = b.reinterpretAsInts();
        return a.reinterpretAsInts()
                .lanewise(VectorOperators.XOR, bits)
                .lanewise(VectorOperators.AND, mask)
                .lanewise(VectorOperators.XOR, bits)
                .reinterpretAsFloats();
    }

    /** {@code x} with its sign flipped in the lanes whose sign bit of {@code sign} is set. */
    public static FloatVector flip(FloatVector x, IntVector sign) {
        return sign.lanewise(VectorOperators.AND, Integer.MIN_VALUE)
                .lanewise(VectorOperators.XOR, x.reinterpretAsInts())
                .reinterpretAsFloats();
    }

    public static FloatVector expNegative(FloatVector x) {
        FloatVector held = x.reinterpretAsInts().min(DEEPEST).reinterpretAsFloats();
        FloatVector y = held.mul(-FloatMath.LOG2_E);
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
