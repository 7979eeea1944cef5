package org.sparkqsnn.neuron;

import org.sparkqsnn.run.config.NeuronConfig;
import org.sparkqsnn.run.config.NeuronConfig.Angle;
import org.sparkqsnn.run.config.NeuronConfig.Leak;
import org.sparkqsnn.run.config.NeuronConfig.Reset;

/**
 * The neuron's modes as numbers, so that the hot loops have no branches.
 *
 * @param threshold angle above which a neuron fires
 * @param refractory angle above which the next step is lost: the threshold, or infinity
 * @param decayRate decay is exp(-decayRate |p|): tauScale / (2 T1)
 * @param leakStart factor a and
 * @param leakPsi factor b of φ' = a φ + b ψ: (0, 1) relaxation, (1, -1) rotation
 * @param bounded whether θ is bounded
 * @param slope s of dθ/dq = π - s θ: 0 wrapped, 1.5 bounded
 * @param byP factor b of dφ/dp = b tan(ψ/2) sign(p): -tauScale/T1 relaxation, +tauScale/T1 rotation
 */
record QlifConstants(
        float threshold,
        float refractory,
        float decayRate,
        float leakStart,
        float leakPsi,
        boolean bounded,
        float slope,
        float byP) {
    static final float PI = (float) Math.PI;
    static final float TURN = (float) (2 * Math.PI);
    static final float LIMIT = (float) Qlif.BOUNDED_LIMIT;
    static final float RATE = (float) Qlif.BOUNDED_RATE;

    /**
     * Drives q beyond this are held; a float's spacing here is 1/4, so its angle is no number any
     * more.
     */
    static final float STRONGEST = 2e6f;

    static QlifConstants of(NeuronConfig config) {
        float threshold = (float) new Qlif(config).thresholdAngle();
        boolean relaxation = config.leak() == Leak.RELAXATION;
        boolean bounded = config.angle() == Angle.BOUNDED;
        return new QlifConstants(
                threshold,
                config.reset() == Reset.REFRACTORY ? threshold : Float.POSITIVE_INFINITY,
                (float) (config.tauScale() / (2 * config.t1())),
                relaxation ? 0 : 1,
                relaxation ? 1 : -1,
                bounded,
                bounded ? RATE : 0,
                (float) ((relaxation ? -1 : 1) * config.tauScale() / config.t1()));
    }
}
