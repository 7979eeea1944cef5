package org.sparkqsnn.training.round;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A round's result from those of its tasks, which are added up as they arrive and are not kept.
 * Thread-safe.
 */
public final class RoundFold {
    private final Fold sum;
    private final TaskTime[] times;
    private final String[] machines;
    private final int slots;

    /**
     * @param blocks of workers, a task each, which cover all workers
     * @param slots tasks that run at once
     */
    public RoundFold(List<WorkerBlock> blocks, int slots) {
        WorkerBlock last = blocks.get(blocks.size() - 1);
        this.sum = new Fold(last.first() + last.count(), Ranges.forSlots(slots));
        this.times = new TaskTime[blocks.size()];
        this.machines = new String[blocks.size()];
        this.slots = slots;
    }

    /**
     * Takes over what a task returned.
     *
     * @param task its number, that of its block
     */
    public synchronized void add(int task, TimedSum result) {
        sum.add(result.sum());
        times[task] = result.time();
        machines[task] = result.machine();
    }

    /**
     * The round's result, of which all tasks must be there.
     *
     * @param ship seconds the driver spent on shipping the state
     * @param job seconds from the job's start to its last result
     * @param fold seconds from then on until all was added up
     */
    public synchronized Workers.RoundResult result(double ship, double job, double fold) {
        Set<String> kinds = new LinkedHashSet<>(Arrays.asList(machines));
        return new Workers.RoundResult(
                sum.sum(), Workers.Times.of(ship, job, List.of(times), fold, slots), kinds);
    }

    /**
     * The result of tasks that have all ended, neighbouring blocks in order.
     *
     * @param job seconds from the job's start to its last result
     */
    public static Workers.RoundResult of(
            List<WorkerBlock> blocks, List<TimedSum> parts, double job, int slots) {
        long start = System.nanoTime();
        RoundFold fold = new RoundFold(blocks, slots);
        for (int i = 0; i < parts.size(); i++) fold.add(i, parts.get(i));
        return fold.result(0, job, (System.nanoTime() - start) / 1e9);
    }
}
