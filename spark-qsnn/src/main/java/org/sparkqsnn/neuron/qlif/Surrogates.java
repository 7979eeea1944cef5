package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.neuron.NeuronConfig;
import org.sparkqsnn.neuron.NeuronConfig.Surrogate;

/**
 * From gradients by spike and population to the gradient by population, {@code dL/dS h(α) + dL/dα}
 * with the surrogate h of the config.
 */
final class Surrogates {
    final Surrogate kind;
    final float threshold;
    final float slope;

    /** h = height / (1 + (width (α - centre))²) for the two arctangent surrogates. */
    final float height;

    final float width;
    final float centre;

    Surrogates(NeuronConfig config) {
        boolean paper = config.surrogate() == Surrogate.PAPER;
        kind = config.surrogate();
        threshold = (float) config.threshold();
        slope = (float) config.surrogateSlope();
        height = paper ? (float) (1 / Math.PI) : 1;
        width = (float) (Math.PI * (paper ? 1 : config.surrogateSlope()));
        centre = paper ? 0 : threshold;
    }

    /**
     * @param excited sin(φ/2) after the step
     * @return dL/dα through the spike, too
     */
    float toPopulationGradient(float excited, float bySpike, float byPopulation) {
        return bySpike * surrogate(excited * excited) + byPopulation;
    }

    private float surrogate(float alpha) {
        float u = alpha - threshold;
        switch (kind) {
            case FAST_SIGMOID:
                float f = Math.abs(u) * slope + 1;
                return 1 / (f * f);
            case TRIANGULAR:
                return Math.max(1 - slope * Math.abs(u), 0);
            default:
                float w = width * (alpha - centre);
                return height / Math.fma(w, w, 1);
        }
    }
}
