package org.sparkqsnn.training;

/**
 * Whoever runs the virtual workers: this thread, or the executors of a cluster. The bits are the
 * same.
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

    /**
     * One round's sum with its times in seconds.
     *
     * @param sum over all workers
     * @param broadcast shipping the state
     * @param compute longest time a task computed
     * @param idle from the end of the average task to the end of the last
     * @param collect bringing the results to the driver, scheduling included
     */
    record RoundResult(
            WorkerSum sum, double broadcast, double compute, double idle, double collect) {}
}
