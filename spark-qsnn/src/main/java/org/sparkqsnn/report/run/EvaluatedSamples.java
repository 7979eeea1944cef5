package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.Observation;
import org.sparkqsnn.evaluation.SampleTrace;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;

/**
 * A trained network, shown the samples it is evaluated on.
 *
 * @param round of its checkpoint
 * @param split {@code test} or {@code validation}
 * @param traces of a few samples, wrong ones first
 */
record EvaluatedSamples(
        int round,
        String split,
        ImageSet samples,
        Observation observation,
        List<SampleTrace> traces) {
    /** Samples shown step by step, of the right and of the wrong ones each. */
    private static final int FEW = 3;

    /** Shows them on as many threads as there are processors. */
    static EvaluatedSamples of(
            ExperimentConfig config, TrainingData data, int round, float[] parameters) {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ThreadWorkers workers = new ThreadWorkers(config, data, threads)) {
            Observation seen = workers.observe(parameters);
            List<SampleTrace> traces = new ArrayList<>();
            for (boolean right : new boolean[] {false, true}) {
                for (int id : chosen(seen, right)) traces.add(workers.trace(parameters, id));
            }
            return new EvaluatedSamples(round, data.split(), data.evaluation(), seen, traces);
        }
    }

    /** The first samples that are right, or wrong, of different classes. */
    static List<Integer> chosen(Observation seen, boolean right) {
        List<Integer> ids = new ArrayList<>();
        Set<Integer> classes = new HashSet<>();
        for (int id = 0; id < seen.samples() && ids.size() < FEW; id++) {
            if (seen.isRight(id) == right && classes.add(seen.labels()[id])) ids.add(id);
        }
        return ids;
    }
}
