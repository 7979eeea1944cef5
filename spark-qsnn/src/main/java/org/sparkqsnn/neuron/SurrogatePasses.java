package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.run.config.NeuronConfig;

/** Vector twins of {@link Surrogates}. */
final class SurrogatePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

    private final Surrogates s;
    private final FloatVector height;

    SurrogatePasses(NeuronConfig config) {
        this.s = new Surrogates(config);
        this.height = FloatVector.broadcast(SPECIES, s.height);
    }

    /** The pass of the config's surrogate. */
    PanelPass kind() {
        return switch (s.kind) {
            case FAST_SIGMOID -> this::fastSigmoid;
            case TRIANGULAR -> this::triangular;
            case PAPER, CENTRED -> this::arctangent;
        };
    }

    void populations(Panel panel) {
        Trace trace = panel.trace;
        if (trace.populationGradient.length == 0) return;
        for (int i = panel.cell; i < panel.cell + panel.cells; i++) {
            trace.gradient[i] += trace.populationGradient[i];
        }
    }

    void angles(Panel panel) {
        Trace trace = panel.trace;
        for (int i = panel.cell; i < panel.cell + panel.cells; i += L) {
            FloatVector half = load(trace.phi, i).mul(0.5f);
            FloatVector slope = VectorMath.sin(half).mul(VectorMath.cos(half));
            load(trace.gradient, i).mul(slope).intoArray(trace.gradient, i);
        }
    }

    private void arctangent(Panel panel) {
        Trace trace = panel.trace;
        for (int i = panel.cell; i < panel.cell + panel.cells; i += L) {
            FloatVector w = population(trace, i).sub(s.centre).mul(s.width);
            FloatVector h = height.div(w.fma(w, ONE));
            load(trace.gradient, i).mul(h).intoArray(trace.gradient, i);
        }
    }

    private void fastSigmoid(Panel panel) {
        Trace trace = panel.trace;
        for (int i = panel.cell; i < panel.cell + panel.cells; i += L) {
            FloatVector f = population(trace, i).sub(s.threshold).abs().mul(s.slope).add(ONE);
            load(trace.gradient, i).mul(ONE.div(f.mul(f))).intoArray(trace.gradient, i);
        }
    }

    private void triangular(Panel panel) {
        Trace trace = panel.trace;
        for (int i = panel.cell; i < panel.cell + panel.cells; i += L) {
            FloatVector u = population(trace, i).sub(s.threshold).abs().mul(s.slope);
            load(trace.gradient, i).mul(ONE.sub(u).max(0f)).intoArray(trace.gradient, i);
        }
    }

    private static FloatVector population(Trace trace, int i) {
        FloatVector sine = VectorMath.sin(load(trace.phi, i).mul(0.5f));
        return sine.mul(sine);
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
