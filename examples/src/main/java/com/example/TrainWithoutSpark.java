package com.example;

import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.round.Workers;

/** A config and data become a trained network, on two threads of this JVM. */
public final class TrainWithoutSpark {
    private TrainWithoutSpark() {}

    public static void main(String[] args) {
        List<String> settings = List.of("model.hidden=50", "encoder.steps=10", "training.epochs=3");
        ExperimentConfig config = ConfigReader.read(Optional.empty(), settings);
        TrainingData data = TrainingData.of(EmbeddedSample.load(), config);
        try (Workers threads = new ThreadWorkers(config, data, 2)) {
            Checkpoint end = TrainingRun.train(config, data, threads, RunListener.NONE);
            System.out.println(end.score().orElseThrow().line());
        }
    }
}
