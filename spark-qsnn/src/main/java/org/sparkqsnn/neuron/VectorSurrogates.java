package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.run.config.NeuronConfig;

/**
 * Vector twin of {@link Surrogates}; one loop per shape, so that no vector lives across a branch.
 */
final class VectorSurrogates extends Surrogates {
    VectorSurrogates(NeuronConfig config) {
        super(config);
    }

    @Override
    void toAngleGradient(Trace trace, int cell) {
        int end = cell + trace.steps * trace.width;
        switch (kind) {
            case FAST_SIGMOID -> fastSigmoid(trace, cell, end);
            case TRIANGULAR -> triangular(trace, cell, end);
            case PAPER, CENTRED -> arctangent(trace, cell, end);
        }
        if (trace.populationGradient.length > 0) addPopulations(trace, cell, end);
        chain(trace, cell, end);
    }

    private void arctangent(Trace trace, int cell, int end) {
        for (int i = cell; i < end; i += SPECIES.length()) {
            FloatVector w = population(trace, i).sub(centre).mul(width);
            FloatVector h = broadcast(height).div(w.fma(w, broadcast(1)));
            at(trace.gradient, i).mul(h).intoArray(trace.gradient, i);
        }
    }

    private void fastSigmoid(Trace trace, int cell, int end) {
        for (int i = cell; i < end; i += SPECIES.length()) {
            FloatVector f =
                    population(trace, i).sub(threshold).abs().fma(broadcast(slope), broadcast(1));
            at(trace.gradient, i).mul(broadcast(1).div(f.mul(f))).intoArray(trace.gradient, i);
        }
    }

    private void triangular(Trace trace, int cell, int end) {
        for (int i = cell; i < end; i += SPECIES.length()) {
            FloatVector u = population(trace, i).sub(threshold).abs().mul(slope);
            at(trace.gradient, i).mul(broadcast(1).sub(u).max(0)).intoArray(trace.gradient, i);
        }
    }

    private static void addPopulations(Trace trace, int cell, int end) {
        for (int i = cell; i < end; i += SPECIES.length()) {
            at(trace.gradient, i).add(at(trace.populationGradient, i)).intoArray(trace.gradient, i);
        }
    }

    private static void chain(Trace trace, int cell, int end) {
        for (int i = cell; i < end; i += SPECIES.length()) {
            FloatVector half = at(trace.phi, i).mul(0.5f);
            FloatVector slopes = VectorMath.sin(half).mul(VectorMath.cos(half));
            at(trace.gradient, i).mul(slopes).intoArray(trace.gradient, i);
        }
    }

    private static FloatVector population(Trace trace, int i) {
        FloatVector s = VectorMath.sin(at(trace.phi, i).mul(0.5f));
        return s.mul(s);
    }

    private static FloatVector at(float[] array, int i) {
        return FloatVector.fromArray(SPECIES, array, i);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
