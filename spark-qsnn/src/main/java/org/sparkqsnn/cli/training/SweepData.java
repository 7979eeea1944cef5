package org.sparkqsnn.cli.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.training.TrainingData;

/** The datasets of a sweep's trials, by the path in their configs; each is opened once. */
final class SweepData {
    private final DataConfig data;
    private final String here;
    private final Configuration hadoop;
    private final Map<String, Dataset> opened = new LinkedHashMap<>();

    /**
     * @param data of the sweep's own config, for what is no axis
     * @param here where this start says that they are
     */
    SweepData(DataConfig data, String here, Configuration hadoop) {
        this.data = data;
        this.here = here;
        this.hadoop = hadoop;
    }

    /** The dataset of a path of the sweep's. */
    Dataset at(String path) {
        return opened.computeIfAbsent(path, p -> Datasets.open(place(p), data, hadoop));
    }

    /** Where the data of a path of the sweep's are. */
    String place(String path) {
        return path.equals(data.path()) ? here : path;
    }

    /** All that were asked for so far. */
    Map<String, Dataset> opened() {
        return opened;
    }

    /** The sha256 of each, first asked for first. */
    String sha256() {
        return String.join(" ", opened.values().stream().map(Dataset::sha256).toList());
    }

    /** What a validation cannot tell, a line for each way in which samples are held out. */
    List<String> gaps(SweepPlan plan) {
        Map<DataConfig, ExperimentConfig> ways = new LinkedHashMap<>();
        for (Candidate each : plan.candidates())
            ways.putIfAbsent(each.config().data(), each.config());
        return ways.values().stream().flatMap(config -> gaps(config).stream()).distinct().toList();
    }

    private Optional<String> gaps(ExperimentConfig config) {
        try {
            return TrainingData.of(at(config.data().path()), config).gaps();
        } catch (BadInput e) {
            return Optional.empty(); // its trials say it
        }
    }
}
