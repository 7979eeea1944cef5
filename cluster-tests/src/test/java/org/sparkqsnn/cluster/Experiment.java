package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.data.shard.EmbeddedSample;

/**
 * The run that all tests make: 600 real images, 784-8-10 over 6 steps, 30 rounds of four workers, a
 * checkpoint after each. A worker's own moments and the outer velocity are part of its state.
 */
final class Experiment {
    static final int ROUNDS = 30;
    private static final List<String> SETTINGS =
            List.of(
                    "model.hidden=8",
                    "encoder.steps=6",
                    "training.epochs=2",
                    "training.batchSize=10",
                    "training.microBatch=10",
                    "averaging.workers=4",
                    "averaging.localSteps=1",
                    "averaging.outer=nesterov",
                    "averaging.optimiserState=local",
                    "checkpoint.everyRounds=1");

    private Experiment() {}

    /** The arguments of {@code train}, with {@code others} after our settings. */
    static String[] train(String data, String run, String... others) {
        List<String> args = new ArrayList<>(List.of("train"));
        for (String setting : SETTINGS) args.addAll(List.of("--set", setting));
        for (String setting : others) args.addAll(List.of("--set", setting));
        args.addAll(List.of("--set", "data.path=" + data, "--set", "run.dir=" + run));
        return args.toArray(String[]::new);
    }

    /** The story of such a run on {@code local[1]}, which nothing disturbs. */
    static List<String> undisturbed(Path folder, String data, String... others) {
        RunFiles run = RunFiles.at(folder.resolve("runs/alone").toString());
        Submission alone =
                Launcher.on("local[1]", folder).start("alone", train(data, run.uri(), others));
        assertEquals(0, alone.exitCode(), alone::toString);
        return run.story();
    }

    /** Writes the images as {@code prepare} does, and returns {@code uri}. */
    static String prepare(String uri, Configuration conf) {
        Dataset sample = EmbeddedSample.load();
        Splits images = new Splits(sample.train().slice(0, 600), sample.test().slice(0, 200));
        DataCard card = new DataCard("small", "the embedded sample", "MIT", "");
        var unused = DatasetWriter.write(uri, conf, card, images, bytes -> {});
        return uri;
    }

    /** Writes the images as the four files of MNIST's format: what {@code prepare} takes. */
    static Path writeImages(Path folder) {
        Dataset sample = EmbeddedSample.load();
        Scratch.make(folder);
        write(folder, "train", sample.train().slice(0, 600));
        write(folder, "t10k", sample.test().slice(0, 200));
        return folder;
    }

    private static void write(Path folder, String split, ImageSet images) {
        ByteBuffer pixels = ByteBuffer.allocate(16 + images.size() * images.features());
        pixels.putInt(0x803).putInt(images.size()).putInt(images.height()).putInt(images.width());
        ByteBuffer labels = ByteBuffer.allocate(8 + images.size());
        labels.putInt(0x801).putInt(images.size());
        for (int id = 0; id < images.size(); id++) {
            images.copyPixels(id, pixels.array(), 16 + id * images.features());
            labels.put((byte) images.label(id));
        }
        try {
            Files.write(folder.resolve(split + "-images-idx3-ubyte"), pixels.array());
            Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
