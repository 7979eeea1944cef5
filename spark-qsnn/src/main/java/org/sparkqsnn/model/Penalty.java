package org.sparkqsnn.model;

import java.util.Optional;
import org.sparkqsnn.layer.InputMeans;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.neuron.Signal;

/** {@link RatePenalty} with the buffers of one thread. */
final class Penalty {
    private final RatePenalty formula;
    private final Signal signal;
    private final Optional<InputMeans> inputs;
    private final int neurons;

    /** Gradient by a spike of each neuron at any step; shape [samples][neurons]. */
    private final float[] bySpike;

    /**
     * @param inputs of the neurons; empty where they cost nothing
     */
    Penalty(RatePenalty formula, Signal signal, Optional<InputMeans> inputs) {
        this.formula = formula;
        this.signal = signal;
        this.inputs = inputs;
        this.neurons = signal.shape.size();
        this.bySpike = new float[Math.multiplyExact(signal.samples, neurons)];
    }

    /**
     * Adds up what the spikes of a micro-batch cost, and keeps the gradients.
     *
     * @param weight factor on the gradients
     */
    double measure(int samples, double weight) {
        double sum = 0;
        double each = weight / neurons;
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < neurons; i++) {
                double rate = (double) signal.spikeCount(s, i) / signal.steps;
                sum += formula.ofRate(rate);
                bySpike[s * neurons + i] = (float) (each * formula.byRate(rate) / signal.steps);
                if (inputs.isEmpty()) continue;
                double drive = inputs.get().mean(s, i);
                sum += formula.ofDrive(drive);
                inputs.get().slope(s, i, each * formula.byDrive(drive));
            }
        }
        return sum / neurons;
    }

    /** The gradient by the layer's spikes, with the penalty's. */
    OutputGradient added(OutputGradient above) {
        return (sample, panel, gradient, at) -> {
            above.read(sample, panel, gradient, at);
            int from = sample * neurons + panel * signal.width;
            int lanes = Math.min(signal.width, neurons - panel * signal.width);
            for (int t = 0; t < signal.steps; t++)
                for (int j = 0; j < lanes; j++)
                    gradient[at + t * signal.width + j] += bySpike[from + j];
        };
    }
}
