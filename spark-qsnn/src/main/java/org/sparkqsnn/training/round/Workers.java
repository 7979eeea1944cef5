package org.sparkqsnn.training.round;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sparkqsnn.evaluation.Evaluation;

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

    /** Tasks that run at once, as far as is known now. */
    int slots();

    /** Shows the evaluation set to the network. */
    Evaluation evaluate(float[] parameters);

    @Override
    void close();

    /**
     * One round's sum and its times.
     *
     * @param machines kinds of machine that took part, see {@link Fingerprint}; in the order of
     *     their workers
     */
    record RoundResult(WorkerSum sum, Times times, Set<String> machines) {
        /** A result of machines that say nothing of themselves. */
        public RoundResult(WorkerSum sum, Times times) {
            this(sum, times, Set.of());
        }
    }

    /**
     * Where the time of a round went, in seconds. From durations only, so that no two machines need
     * the same clock.
     *
     * @param broadcast shipping the state: the driver's work, and the average slot's to unpack it
     * @param compute the average slot's work
     * @param idle waiting of the average slot for the slowest
     * @param collect the rest of the job: scheduling, and bringing the results to the driver
     * @param fold adding up what the job's last results left to add
     */
    record Times(double broadcast, double compute, double idle, double collect, double fold) {

        /**
         * Splits a job's time.
         *
         * @param ship seconds the driver spent on shipping the state
         * @param job seconds from the job's start to its results
         * @param tasks in the order in which Spark gives them to slots that become free
         * @param slots tasks that run at once
         */
        static Times of(double ship, double job, List<TaskTime> tasks, double fold, int slots) {
            double[] busy = new double[Math.min(slots, tasks.size())];
            double fetch = 0;
            double compute = 0;
            for (TaskTime task : tasks) {
                busy[firstFree(busy)] += task.fetch() + task.compute();
                fetch += task.fetch() / busy.length;
                compute += task.compute() / busy.length;
            }
            double longest = Arrays.stream(busy).max().orElseThrow();
            // More than the job took if more tasks ran at once than Spark had told.
            double scale = Math.min(1, job / longest);
            double idle = Math.max(0, longest - fetch - compute) * scale;
            double collect = Math.max(0, job - longest);
            return new Times(ship + fetch * scale, compute * scale, idle, collect, fold);
        }

        public double sum() {
            return broadcast + compute + idle + collect + fold;
        }

        private static int firstFree(double[] busy) {
            int first = 0;
            for (int i = 1; i < busy.length; i++) if (busy[i] < busy[first]) first = i;
            return first;
        }
    }
}
