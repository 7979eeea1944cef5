package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.neuron.qlif.Qlif.Leak;
import org.sparkqsnn.neuron.qlif.Qlif.Reset;

/**
 * The neuron's modes as numbers, so that the hot loops have no branches.
 *
 * @param threshold excited amplitude above which a neuron fires: the root of the population
 * @param refractory all bits if the step after a spike is lost, else none
 * @param decayRate decay is exp(-decayRate |p|): tauScale / (2 T1)
 * @param relaxation whether a delay leaves ψ, and not φ - ψ
 * @param bounded whether θ is bounded
 * @param slope s of dθ/dq = π - s θ: 0 wrapped, 1.5 bounded
 * @param byP factor b of dφ/dp = b tan(ψ/2) sign(p): -tauScale/T1 relaxation, +tauScale/T1 rotation
 */
record QlifConstants(
        float threshold,
        int refractory,
        float decayRate,
        boolean relaxation,
        boolean bounded,
        float slope,
        float byP) {
    static final float PI = (float) Math.PI;
    static final float LIMIT = (float) Angle.LIMIT;
    static final float RATE = (float) Angle.RATE;

    /**
     * Drives q beyond this are held; a float's spacing here is 1/4, so its angle is no number any
     * more.
     */
    static final float STRONGEST = 2e6f;

    /** Added to cos²(ψ/2) before its root is divided by: a rounded threshold may be 1. */
    static final float LEAST = 1e-12f;

    static QlifConstants of(Qlif config) {
        boolean relaxation = config.leak() == Leak.RELAXATION;
        boolean bounded = config.angle() == Angle.BOUNDED;
        return new QlifConstants(
                (float) Math.sqrt(config.threshold()),
                config.reset() == Reset.REFRACTORY ? -1 : 0,
                (float) (config.tauScale() / (2 * config.t1())),
                relaxation,
                bounded,
                bounded ? RATE : 0,
                (float) ((relaxation ? -1 : 1) * config.tauScale() / config.t1()));
    }

    /** Factor a of dφ'/dφ = a + b dψ/dφ after a delay. */
    float leakStart() {
        return relaxation ? 0 : 1;
    }

    /** Factor b of dφ'/dφ = a + b dψ/dφ after a delay. */
    float leakPsi() {
        return relaxation ? 1 : -1;
    }
}
