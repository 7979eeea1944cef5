package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.DatasetReader;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.Workers;

/**
 * Data in 24 blocks of 250 samples, read through caches that have room for three of them, where
 * eight workers have windows of two.
 */
class StoredBitsIT extends SameBits {
    private static final int RECORDS = 250;

    @Override
    TrainingData data(Path free) {
        Splits heap =
                new Splits(
                        Small.inBlocks(EmbeddedSample.load().train(), RECORDS),
                        EmbeddedSample.load().test());
        DataCard card = new DataCard("sample", "the jar", "MIT", "");
        DatasetWriter.write(free.toString(), new Configuration(), card, heap, bytes -> {});
        Dataset stored = DatasetReader.at(free.toString(), new Configuration()).open();
        assertEquals(0, stored.train().records().heapBytes());
        return TrainingData.test(stored);
    }

    @Override
    List<String> keys() {
        return List.of("data.order=blocks", "data.window=2");
    }

    @Override
    void configure(SparkConf conf) {
        conf.set("spark.qsnn.cache.size", (3 * RECORDS + 2) * 785 + "b");
    }

    @Test
    void bits_doNotDependOnTheMaster() {
        requireSameBits(config());
    }

    /** The order decides the bits, and where the samples are does not. */
    @Test
    void bits_areThoseOfSamplesOnTheHeap() {
        Dataset sample = EmbeddedSample.load();
        TrainingData heap =
                TrainingData.test(
                        new Dataset(
                                "", "", Small.inBlocks(sample.train(), RECORDS), sample.test()));
        assertEquals(expected(), train(heap));
        TrainingData otherBlocks = TrainingData.test(sample);
        assertNotEquals(expected(), train(otherBlocks));
    }

    private String train(TrainingData data) {
        try (Workers workers = new ThreadWorkers(config(), data, 1)) {
            Checkpoint end = TrainingRun.train(config(), data, workers, RunListener.NONE);
            return WeightsFile.sha256(end.state().parameters());
        }
    }
}
