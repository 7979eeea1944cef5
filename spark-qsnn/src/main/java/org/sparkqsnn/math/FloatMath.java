package org.sparkqsnn.math;

/**
 * Single-precision functions on the intervals a qubit's angle needs. {@code java.lang.Math} is no
 * choice here: JDK 17's {@code Math.asin} takes 250 ns, and intrinsics may differ between CPUs.
 * Coefficients: weighted least squares iterated towards minimax, fitted in double, rounded to
 * float.
 */
public final class FloatMath {
    public static final float HALF_PI = (float) (Math.PI / 2);
    static final float LOG2_E = (float) (1 / Math.log(2));

    /** exp(-x) is held at this x: e^-80 = 1.8e-35 is still a normal float. */
    static final float DEEPEST = 80;

    /** 1.5 2^23: floats of this size are spaced by 1. */
    static final float ROUND = 0x1.8p23f;

    static final float S0 = -0.16666656732559204f;
    static final float S1 = 0.008333017118275166f;
    static final float S2 = -0.00019806614727713168f;
    static final float S3 = 2.600054131107754e-06f;

    static final float E1 = 0.6931471824645996f;
    static final float E2 = 0.24022650718688965f;
    static final float E3 = 0.055503278970718384f;
    static final float E4 = 0.009618005715310574f;
    static final float E5 = 0.0013400283642113209f;
    static final float E6 = 0.0001547589636174962f;

    private FloatMath() {}

    /** {@code sin x} for x in [-π/2, π/2]; absolute error below 1.5e-7. */
    public static float sin(float x) {
        float z = x * x;
        float p = Math.fma(z, Math.fma(z, Math.fma(z, S3, S2), S1), S0);
        return Math.fma(x * z, p, x);
    }

    /** {@code x} with its sign flipped where the sign bit of {@code sign} is set. */
    public static float flip(float x, int sign) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ (sign & Integer.MIN_VALUE));
    }

    /**
     * {@code exp(-x)} for x >= 0, held at x = 80 (any number for {@code x < 0}); relative error
     * below 1e-5 x / 80 + 2e-7. Adding and subtracting 1.5 2^23 rounds to an integer and leaves it
     * in the low bits of the sum.
     */
    public static float expNegative(float x) {
        float y = Math.min(x, DEEPEST) * -LOG2_E;
        float rounded = y + ROUND;
        float f = y - (rounded - ROUND);
        float p =
                Math.fma(
                        f,
                        Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, E6, E5), E4), E3), E2),
                        E1);
        return Math.fma(f, p, 1)
                * Float.intBitsToFloat((Float.floatToRawIntBits(rounded) + 127) << 23);
    }

    /** The integer nearest to {@code x}, for {@code |x| < 2^22}; halves to even. */
    public static float round(float x) {
        return (x + ROUND) - ROUND;
    }
}
