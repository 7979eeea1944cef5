package org.sparkqsnn.math;

import static org.sparkqsnn.math.FloatMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector twins of {@link FloatMath}: the same operations on all lanes, so the same bits. */
public final class VectorMath {
    /** The widest vector of this CPU: 16 floats with AVX-512, 8 with AVX2. */
    public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** The same shape with ints. */
    public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private VectorMath() {}

    public static FloatVector sin(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p =
                z.fma(broadcast(S3), broadcast(S2)).fma(z, broadcast(S1)).fma(z, broadcast(S0));
        return x.mul(z).fma(p, x);
    }

    public static FloatVector cos(FloatVector x) {
        return sin(broadcast(HALF_PI).sub(x));
    }

    public static FloatVector asin(FloatVector s) {
        FloatVector z = s.mul(s);
        VectorMask<Float> upper = z.compare(VectorOperators.GT, 0.5f);
        FloatVector root = broadcast(1).sub(z).max(0).sqrt();
        FloatVector y = s.blend(root, upper);
        FloatVector w = y.mul(y);
        FloatVector p =
                w.fma(broadcast(A6), broadcast(A5))
                        .fma(w, broadcast(A4))
                        .fma(w, broadcast(A3))
                        .fma(w, broadcast(A2))
                        .fma(w, broadcast(A1))
                        .fma(w, broadcast(A0));
        FloatVector a = y.mul(w).fma(p, y);
        return a.blend(broadcast(HALF_PI).sub(a), upper);
    }

    public static FloatVector expNegative(FloatVector x) {
        FloatVector y = x.min(DEEPEST).mul(-LOG2_E);
        FloatVector rounded = y.add(ROUND);
        FloatVector f = y.sub(rounded.sub(ROUND));
        FloatVector p =
                f.fma(broadcast(E6), broadcast(E5))
                        .fma(f, broadcast(E4))
                        .fma(f, broadcast(E3))
                        .fma(f, broadcast(E2))
                        .fma(f, broadcast(E1));
        FloatVector power =
                rounded.reinterpretAsInts()
                        .add(127)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
        return f.fma(p, broadcast(1)).mul(power);
    }

    public static FloatVector round(FloatVector x) {
        return x.add(ROUND).sub(ROUND);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
