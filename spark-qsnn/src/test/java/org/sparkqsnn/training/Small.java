package org.sparkqsnn.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * Experiments that take a second: 300 real images, 784-12-10 over 6 steps, 2 epochs of 4 rounds.
 */
public final class Small {
    private static final Dataset SAMPLE = EmbeddedSample.load();
    private static final List<String> SETTINGS =
            List.of(
                    "model.hidden=12",
                    "encoder.steps=6",
                    "training.epochs=2",
                    "training.batchSize=8",
                    "training.microBatch=8",
                    "averaging.workers=5",
                    "averaging.localSteps=2",
                    "optimiser.warmUpSteps=2",
                    "checkpoint.everyRounds=3");

    private Small() {}

    public static ExperimentConfig config(String... overrides) {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(Arrays.asList(overrides));
        return ConfigReader.read(Optional.empty(), all);
    }

    public static List<String> settings() {
        return SETTINGS;
    }

    public static Dataset dataset() {
        return new Dataset(
                "small", "0".repeat(64), SAMPLE.train().slice(0, 300), SAMPLE.test().slice(0, 120));
    }

    public static TrainingData data() {
        return TrainingData.test(dataset());
    }

    /** The same samples in blocks of another length. */
    public static ImageSet inBlocks(ImageSet set, int records) {
        byte[][] blocks = new byte[(set.size() - 1) / records + 1][];
        int stride = 1 + set.features();
        for (int id = 0; id < set.size(); id++) {
            if (id % records == 0)
                blocks[id / records] = new byte[Math.min(records, set.size() - id) * stride];
            int at = id % records * stride;
            blocks[id / records][at] = (byte) set.label(id);
            set.copyPixels(id, blocks[id / records], at + 1);
        }
        return ImageSet.of(set.height(), set.width(), set.classes(), records, blocks);
    }
}
