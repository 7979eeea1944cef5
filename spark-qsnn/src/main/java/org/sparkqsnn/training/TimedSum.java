package org.sparkqsnn.training;

import java.util.List;

/** What one task of a round returns: its block's sum, and the seconds it computed. */
public record TimedSum(WorkerSum sum, double seconds) {

    /**
     * The round's result from the tasks' results, neighbouring blocks in order.
     *
     * @param broadcast seconds spent on shipping the state
     * @param job seconds from the job's start to its result
     * @param slots tasks that ran at once
     */
    public static Workers.RoundResult result(
            List<TimedSum> parts, double broadcast, double job, int slots) {
        WorkerSum sum = WorkerSum.reduce(parts.stream().map(TimedSum::sum).toList());
        double[] tasks = parts.stream().mapToDouble(TimedSum::seconds).toArray();
        return new Workers.RoundResult(sum, Workers.Times.of(broadcast, job, tasks, slots));
    }
}
