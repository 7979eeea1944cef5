package org.sparkqsnn.training.round;

import java.io.Serializable;

/**
 * What one task of a round returns.
 *
 * @param sum of its block of workers
 * @param fetch seconds until it had the state and its buffers
 * @param compute seconds of the block: layouts, local steps, sums
 * @param machine kind of machine that computed it: see {@link Fingerprint}
 */
public record TimedSum(WorkerSum sum, double fetch, double compute, String machine)
        implements Serializable {

    public TimedSum withFetch(double seconds) {
        return new TimedSum(sum, seconds, compute, machine);
    }

    TaskTime time() {
        return new TaskTime(fetch, compute);
    }
}
