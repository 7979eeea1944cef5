package org.sparkqsnn.training;

/**
 * Whoever runs the virtual workers: this JVM, or the executors of a cluster. The bits are the same.
 */
public interface Workers extends AutoCloseable {

    /**
     * Runs one round of all virtual workers from {@code state}.
     *
     * @return the sum over all workers, and where the time went
     */
    RoundResult run(ModelState state);

    /** Shows the evaluation set to the network. */
    Evaluation evaluate(float[] parameters);

    @Override
    void close();

    /** One round's sum and its times. */
    record RoundResult(WorkerSum sum, Times times) {}

    /**
     * Where the time of a round went, in seconds; the parts add up to the round. From durations
     * only, so that no two machines need the same clock.
     *
     * @param broadcast shipping the state
     * @param compute the average slot's work
     * @param idle waiting of the average slot for the slowest
     * @param collect the rest of the job: scheduling, and bringing the results to the driver
     */
    record Times(double broadcast, double compute, double idle, double collect) {

        /**
         * Splits a job's time.
         *
         * @param job seconds from the job's start to its result
         * @param tasks seconds each task computed
         * @param slots tasks that run at once
         */
        public static Times of(double broadcast, double job, double[] tasks, int slots) {
            double sum = 0;
            double longest = 0;
            for (double task : tasks) {
                sum += task;
                longest = Math.max(longest, task);
            }
            int turns = (tasks.length + slots - 1) / slots;
            double compute = Math.min(job, sum / Math.min(slots, tasks.length));
            double idle = Math.min(job - compute, Math.max(0, longest * turns - compute));
            return new Times(broadcast, compute, idle, job - compute - idle);
        }
    }
}
