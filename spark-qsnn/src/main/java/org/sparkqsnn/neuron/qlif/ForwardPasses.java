package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/**
 * From turns to amplitudes and spikes: twins of the scalar kernel's step. A cell's amplitudes go
 * through memory to the next step's, {@code width} cells on, so that the CPU has the other lanes of
 * the panel to work on during a step's chain of some 40 cycles.
 */
final class ForwardPasses {
    private static final int L = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

    private final IntVector threshold;
    private final int refractory;

    ForwardPasses(QlifConstants c) {
        this.threshold =
                IntVector.broadcast(VectorMath.INTS, Float.floatToRawIntBits(c.threshold()));
        this.refractory = c.refractory();
    }

    /** With a constant drive there are only rotations, which keep e² + g² = 1 without a root. */
    void constant(Panel panel) {
        int width = panel.width;
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector before = load(panel.slab, panel.excited + i);
            IntVector fired = VectorMath.above(before, threshold);
            FloatVector e = VectorMath.clear(before, fired);
            FloatVector g = VectorMath.choose(fired, ONE, load(panel.slab, panel.ground + i));
            IntVector lost = fired.lanewise(VectorOperators.AND, refractory);
            FloatVector a =
                    VectorMath.choose(lost, ONE, load(panel.slab, panel.a + (i & (width - 1))));
            FloatVector b = VectorMath.clear(load(panel.slab, panel.b + (i & (width - 1))), lost);
            FloatVector sine = e.fma(a, g.mul(b));
            FloatVector cosine = g.mul(a).sub(e.mul(b));
            sine.mul(cosine).intoArray(panel.slab, panel.turned + i);
            sine.abs().intoArray(panel.slab, panel.excited + i + width);
            cosine.abs().intoArray(panel.slab, panel.ground + i + width);
        }
    }

    /** Delays that relax: φ' = ψ. */
    void relaxing(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector before = load(panel.slab, panel.excited + i);
            IntVector fired = VectorMath.above(before, threshold);
            FloatVector e = VectorMath.clear(before, fired);
            FloatVector g = VectorMath.choose(fired, ONE, load(panel.slab, panel.ground + i));
            FloatVector a = load(panel.slab, panel.a + i);
            FloatVector b = load(panel.slab, panel.b + i);
            FloatVector sine = e.fma(a, g.mul(b));
            store(panel, i, sine, sine.mul(g.mul(a).sub(e.mul(b))), fired);
        }
    }

    /** Delays that rotate back: φ' = φ - ψ. */
    void rotating(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector before = load(panel.slab, panel.excited + i);
            IntVector fired = VectorMath.above(before, threshold);
            FloatVector e = VectorMath.clear(before, fired);
            FloatVector g = VectorMath.choose(fired, ONE, load(panel.slab, panel.ground + i));
            FloatVector a = load(panel.slab, panel.a + i);
            FloatVector b = load(panel.slab, panel.b + i);
            FloatVector s = e.mul(a);
            FloatVector back = e.mul(SlopePasses.cosineOf(s)).sub(g.mul(s));
            IntVector idle = VectorMath.negative(load(panel.drives.drive, panel.drive + i));
            FloatVector sine = e.fma(a, g.mul(b));
            FloatVector turned = sine.mul(g.mul(a).sub(e.mul(b)));
            store(panel, i, VectorMath.choose(idle, back, sine), turned, fired);
        }
    }

    void spikes(Panel panel) {
        int width = panel.width;
        int[] spikes = panel.signal.spikes;
        Arrays.fill(spikes, panel.spikes, panel.spikes + panel.signal.words * width, 0);
        for (int t = 0; t < panel.signal.steps; t++) {
            int to = panel.spikes + (t >>> 5) * width;
            int from = (t + 1) * width;
            for (int j = 0; j < width; j += L) {
                threshold
                        .sub(load(panel.slab, panel.excited + from + j).reinterpretAsInts())
                        .lanewise(VectorOperators.LSHR, 31)
                        .lanewise(VectorOperators.LSHL, t)
                        .or(IntVector.fromArray(VectorMath.INTS, spikes, to + j))
                        .intoArray(spikes, to + j);
            }
        }
    }

    private void store(Panel panel, int i, FloatVector sine, FloatVector turned, IntVector fired) {
        IntVector lost = fired.lanewise(VectorOperators.AND, refractory);
        VectorMath.clear(turned, lost).intoArray(panel.slab, panel.turned + i);
        FloatVector e = VectorMath.clear(sine.abs(), lost);
        e.intoArray(panel.slab, panel.excited + i + panel.width);
        ONE.sub(e.mul(e)).abs().sqrt().intoArray(panel.slab, panel.ground + i + panel.width);
    }
}
