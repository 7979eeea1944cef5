package org.sparkqsnn.neuron;

/** {@link Surrogate} in single precision, for the kernels: one set of constants, one neuron. */
public final class FloatSurrogate {
    public final Surrogate kind;
    public final float threshold;
    public final float slope;

    /** height / (1 + (width (m - centre))²) are the two arctangent surrogates. */
    public final float height;

    public final float width;
    public final float centre;

    /** The surrogate of a neuron with this threshold and slope. */
    public FloatSurrogate(Surrogate kind, double threshold, double slope) {
        boolean paper = kind == Surrogate.PAPER;
        this.kind = kind;
        this.threshold = (float) threshold;
        this.slope = (float) slope;
        this.height = paper ? (float) (1 / Math.PI) : 1;
        this.width = (float) (Math.PI * (paper ? 1 : slope));
        this.centre = paper ? 0 : this.threshold;
    }

    /** The stand-in at a membrane. */
    public float at(float membrane) {
        float u = membrane - threshold;
        switch (kind) {
            case FAST_SIGMOID:
                float f = Math.abs(u) * slope + 1;
                return 1 / (f * f);
            case TRIANGULAR:
                return Math.max(1 - slope * Math.abs(u), 0);
            default:
                float w = width * (membrane - centre);
                return height / Math.fma(w, w, 1);
        }
    }
}
