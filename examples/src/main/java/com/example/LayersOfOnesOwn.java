package com.example;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.evaluation.Predictor;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.round.Workers;

/** A network from a file, {@code examples/layers.conf}; trained, it is asked image by image. */
public final class LayersOfOnesOwn {
    private LayersOfOnesOwn() {}

    public static void main(String[] args) {
        ExperimentConfig config = ConfigReader.read(Optional.of(new File(args[0])), List.of());
        TrainingData data = TrainingData.of(EmbeddedSample.load(), config);
        ImageSet test = data.evaluation();
        try (Workers threads = new ThreadWorkers(config, data, 2)) {
            Checkpoint end = TrainingRun.train(config, data, threads, RunListener.NONE);
            System.out.println(end.score().orElseThrow().line());
            float[] parameters = end.state().parameters();
            TrainedNetwork network =
                    new TrainedNetwork(config, test.features(), test.classes(), parameters);
            try (Predictor predictor = new Predictor(network)) {
                IntStream ids = IntStream.range(0, test.size());
                long right =
                        ids.filter(id -> predicted(predictor, test, id) == test.label(id)).count();
                System.out.println(right + " of " + test.size() + " images are predicted right");
            }
        }
    }

    private static int predicted(Predictor predictor, ImageSet images, int id) {
        byte[] pixels = new byte[images.features()];
        images.copyPixels(id, pixels);
        return predictor.predict(List.of(new Predictor.Sample(pixels, id))).get(0).label();
    }
}
