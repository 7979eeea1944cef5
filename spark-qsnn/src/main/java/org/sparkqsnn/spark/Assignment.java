package org.sparkqsnn.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workbench;

/**
 * What every executor must know of a run; broadcast once.
 *
 * @param run unique name, so that an executor tells runs apart
 * @param config of the run
 * @param data all of it: 60,000 images of 28x28 are 47 MB
 */
record Assignment(String run, ExperimentConfig config, TrainingData data) implements Serializable {

    /**
     * This JVM's workbench for the run. Those of runs that have ended are closed.
     *
     * @param open runs of the driver that go on; a run that began since finds its workbench gone
     *     and makes another, which changes no bits
     */
    Workbench bench(List<String> open) {
        return Benches.of(this, open);
    }

    /**
     * Frees this JVM's workbench of this run. Executors elsewhere do so when they end or serve
     * another run.
     */
    void release() {
        Benches.release(run);
    }

    private static final class Benches {
        private static final Map<String, Workbench> OF_RUN = new HashMap<>();

        static synchronized Workbench of(Assignment assignment, List<String> open) {
            String own = assignment.run;
            for (String run : List.copyOf(OF_RUN.keySet())) {
                if (!run.equals(own) && !open.contains(run)) release(run);
            }
            return OF_RUN.computeIfAbsent(
                    own, run -> new Workbench(assignment.config, assignment.data));
        }

        static synchronized void release(String ended) {
            Workbench bench = OF_RUN.remove(ended);
            if (bench != null) bench.close();
        }

        static synchronized int count() {
            return OF_RUN.size();
        }
    }

    /** Workbenches in this JVM. */
    static int benches() {
        return Benches.count();
    }
}
