package org.sparkqsnn.spark;

import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workbench;

/**
 * What every executor must know of a run; broadcast once.
 *
 * @param run unique name, so that an executor notices another run
 * @param config of the run
 * @param data all of it: 60,000 images of 28x28 are 47 MB
 */
record Assignment(String run, ExperimentConfig config, TrainingData data) {

    /** This JVM's workbench for the run; that of an earlier run is closed. */
    Workbench bench() {
        return Current.of(this);
    }

    /**
     * Frees this JVM's workbench if it is still this run's. Executors elsewhere do so when they end
     * or change run.
     */
    void release() {
        Current.release(run);
    }

    private static final class Current {
        private static String run = "";
        private static Workbench bench;

        static synchronized Workbench of(Assignment assignment) {
            if (!run.equals(assignment.run)) {
                release(run);
                bench = new Workbench(assignment.config, assignment.data);
                run = assignment.run;
            }
            return bench;
        }

        static synchronized void release(String ended) {
            if (bench == null || !run.equals(ended)) return;
            bench.close();
            bench = null;
            run = "";
        }
    }
}
