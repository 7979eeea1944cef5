package org.sparkqsnn.sweep.trial;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Whoever trains trials: the executors of a cluster, or threads. */
public interface TrialRunner extends AutoCloseable {

    /**
     * Trains, in about the given order, as many at once as there is room for. A trial that ends for
     * want of memory, or with its executors, may have paid for one beside it.
     *
     * @param ended told of each once, as soon as it is there, on the calling thread
     * @param stop asked all the while; what has not ended then is given up
     */
    void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop);

    /**
     * Trains one after the other with nothing beside it, so that each failure is the trial's own.
     */
    void runAlone(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop);

    @Override
    void close();
}
