package org.sparkqsnn.spark.wire;

import java.io.Serializable;
import java.util.Map;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * What every executor must know of a sweep; broadcast once.
 *
 * @param datasets by {@code data.path}
 * @param trials URI of the directory with the trials' results
 */
public record TrialData(Map<String, Dataset> datasets, String trials) implements Serializable {

    public Dataset of(ExperimentConfig config) {
        return datasets.get(config.data().path());
    }
}
