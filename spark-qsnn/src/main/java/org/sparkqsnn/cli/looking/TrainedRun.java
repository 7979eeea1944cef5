package org.sparkqsnn.cli.looking;

import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.cli.terminal.StoredRun;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;

/** A run whose newest network is shown samples. */
record TrainedRun(RunDirectory directory, RunIdentity identity, ExperimentConfig config) {

    /**
     * The run in a directory.
     *
     * @param directory as the user wrote it
     * @throws BadInput if there is none
     */
    static TrainedRun at(String directory, Configuration hadoop) {
        PlainUri.require("the run directory", directory);
        RunDirectory run = RunDirectory.at(directory, hadoop);
        RunIdentity identity = StoredRun.identity(run, directory);
        return new TrainedRun(run, identity, ExperimentRun.config(identity));
    }

    /** Returns if the data have the shape of those that it was trained on. */
    void requireFit(Dataset dataset) {
        DataIdentity given = DataIdentity.of(dataset);
        if (identity.data().shape().equals(given.shape())) return;
        throw new BadInput(
                "the network was trained on "
                        + identity.data().shape()
                        + ", "
                        + given.name()
                        + " has "
                        + given.shape()
                        + "; give data of the same shape");
    }

    /**
     * The newest checkpoint.
     *
     * @throws BadInput if there is none
     */
    Checkpoint newest(TrainingData data) {
        return Checkpoint.latest(
                        new ExperimentRun(directory).checkpoints(config),
                        config,
                        data,
                        Terminal::warn)
                .orElseThrow(
                        () ->
                                new BadInput(
                                        directory.name()
                                                + ": has no checkpoint yet; train it first"));
    }
}
