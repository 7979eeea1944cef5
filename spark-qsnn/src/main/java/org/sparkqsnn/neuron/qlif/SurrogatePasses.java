package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.FloatVector;
import org.sparkqsnn.neuron.FloatSurrogate;

/** From dL/dS and dL/dα to dL/dα' of each step: vector twins of {@link FloatSurrogate}. */
final class SurrogatePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

    private final FloatSurrogate s;
    private final FloatVector height;

    SurrogatePasses(FloatSurrogate surrogate) {
        this.s = surrogate;
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

    private void arctangent(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector e = load(panel.slab, panel.excited + i + panel.width);
            FloatVector w = e.mul(e).sub(s.centre).mul(s.width);
            store(panel, i, height.div(w.fma(w, ONE)));
        }
    }

    private void fastSigmoid(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector e = load(panel.slab, panel.excited + i + panel.width);
            FloatVector f = e.mul(e).sub(s.threshold).abs().mul(s.slope).add(ONE);
            store(panel, i, ONE.div(f.mul(f)));
        }
    }

    private void triangular(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector e = load(panel.slab, panel.excited + i + panel.width);
            FloatVector u = e.mul(e).sub(s.threshold).abs().mul(s.slope);
            store(panel, i, ONE.sub(u).max(0f));
        }
    }

    private static void store(Panel panel, int i, FloatVector bySpike) {
        load(panel.gradient, panel.gradientAt + i)
                .mul(bySpike)
                .add(load(panel.slab, panel.byPopulation + i))
                .intoArray(panel.gradient, panel.gradientAt + i);
    }
}
