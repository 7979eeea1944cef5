package org.sparkqsnn.training.round;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * The round's result from the tasks' results, neighbouring blocks in order.
     *
     * @param ship seconds the driver spent on shipping the state
     * @param job seconds from the job's start to its results
     * @param slots tasks that ran at once
     */
    public static Workers.RoundResult result(
            List<TimedSum> parts, double ship, double job, int slots) {
        long start = System.nanoTime();
        List<WorkerSum> sums = parts.stream().map(TimedSum::sum).toList();
        WorkerSum sum = WorkerSum.reduce(sums, Ranges.forSlots(slots));
        double fold = (System.nanoTime() - start) / 1e9;
        Set<String> machines = new LinkedHashSet<>();
        for (TimedSum part : parts) machines.add(part.machine);
        return new Workers.RoundResult(
                sum, Workers.Times.of(ship, job, parts, fold, slots), machines);
    }
}
