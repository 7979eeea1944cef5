package org.sparkqsnn.training.round;

import java.io.Serializable;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * All that a run must remember between two rounds; a checkpoint is exactly this. Arrays are owned
 * by the state and replaced, never changed, by a round.
 *
 * @param round rounds done
 * @param parameters flat parameters of the network; shape [parameters]
 * @param velocity outer Nesterov velocity; shape [parameters], empty without outer momentum
 * @param moments optimiser moments that go into the next round: none (reset), one (average) or one
 *     per worker (local); each of shape [moments per parameter x parameters]
 */
public record ModelState(int round, float[] parameters, float[] velocity, List<float[]> moments)
        implements Serializable {
    private static final float[] NO_MOMENTS = {};

    /** The state before the first round, drawn from the config's seed. */
    public static ModelState initial(ExperimentConfig config, float[] parameters) {
        boolean nesterov =
                config.averaging().outer()
                        == org.sparkqsnn.experiment.AveragingConfig.Outer.NESTEROV;
        float[] velocity = new float[nesterov ? parameters.length : 0];
        return new ModelState(0, parameters, velocity, List.of());
    }

    /**
     * Returns if a run of the config can go on from here.
     *
     * @param expected parameters of the config's network
     * @throws BadInput if not
     */
    public void requireFit(ExperimentConfig config, int expected) {
        requireLength("parameters", parameters, expected);
        if (velocity.length > 0) requireLength("velocities", velocity, expected);
        int each = new Optimiser(config.optimiser()).momentArrays() * expected;
        for (float[] block : moments) requireLength("moments", block, each);
        int workers = config.averaging().workers();
        if (moments.size() > 1 && moments.size() != workers) {
            throw misfit(moments.size() + " blocks of moments, the config " + workers + " workers");
        }
    }

    private void requireLength(String what, float[] values, int expected) {
        if (values.length != expected) {
            throw misfit(values.length + " " + what + ", the config's network " + expected);
        }
    }

    private BadInput misfit(String difference) {
        return new BadInput(
                "the checkpoint of round "
                        + round
                        + " has "
                        + difference
                        + "; train into a new run.dir");
    }

    /** What all workers start from: without velocity, which is the driver's, and own moments. */
    public RoundStart start() {
        return new RoundStart(round, parameters, moments.size() == 1 ? moments.get(0) : NO_MOMENTS);
    }

    /** Moments of each worker of a block where they keep their own, else empty. */
    public List<float[]> ownMoments(WorkerBlock block) {
        if (moments.size() <= 1) return List.of();
        return moments.subList(block.first(), block.first() + block.count());
    }
}
