package org.sparkqsnn.cli.training;

import java.util.Locale;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.ModelConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.RoundPlan;

/** What is about to happen, in three lines. */
record Announcement(ExperimentConfig config, String dataset, TrainingData data, RoundPlan plan) {

    /**
     * {@code qsnn 784-1000-10, 1,590,020 parameters; fashion-mnist-sample: 6,000 to train on, 1,000
     * to test on}.
     */
    String network(NetworkShape shape) {
        ModelConfig.Kind kind =
                config.model().layers().isEmpty() ? config.model().kind() : ModelConfig.Kind.LAYERS;
        return text(
                "%s %s, %,d parameters; %s: %,d to train on, %,d to %s on",
                ConfigTree.text(kind),
                shape.widths(),
                shape.parameters(),
                dataset,
                data.train().size(),
                data.evaluation().size(),
                data.split().equals("test") ? "test" : "validate");
    }

    /**
     * {@code samples by blocks (data.order = auto, the training set has 5,997 MiB): windows of 4
     * blocks of 32 MiB, read through the local disks}; empty for samples on the heap.
     *
     * @param asked before anything was chosen
     */
    Optional<String> order(DataConfig asked) {
        ImageSet train = data.train();
        if (asked.orderOf(train) != DataConfig.Order.BLOCKS) return Optional.empty();
        long stride = 1L + train.features();
        return Optional.of(
                text(
                        "samples by blocks (data.order = %s, the training set has %,d MiB): windows"
                                + " of %d blocks of %.1f MiB, read through the local disks",
                        ConfigTree.text(asked.order()),
                        train.records().count() * stride >> 20,
                        config.data().window(),
                        train.records().recordsPerBlock() * stride / (double) (1 << 20)));
    }

    /**
     * {@code 45 rounds in 15 epochs: 4 workers x 5 steps x 100 images, average; local[2], 2 tasks
     * at once}.
     */
    String schedule(String master, int slots) {
        AveragingConfig averaging = config.averaging();
        return text(
                "%,d rounds in %d epochs: %d workers x %d steps x %d images, %s; %s, %d tasks at once",
                plan.rounds(),
                plan.epochs(),
                averaging.workers(),
                averaging.localSteps(),
                config.training().batchSize(),
                ConfigTree.text(averaging.outer()),
                master,
                slots);
    }

    /** Where the files go, and where a run that was cut off goes on. */
    String place(String directory, int round) {
        return round == 0 ? "into " + directory : text("on from round %,d in %s", round, directory);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
