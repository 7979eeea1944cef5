package org.sparkqsnn.spark.wire;

import java.io.Serializable;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workbench;

/**
 * What every executor must know of a run; broadcast once. 60,000 images of 28x28 are 47 MB.
 *
 * <p>A JVM's buffers for the run hang on its copy, and nothing else holds either: once the
 * broadcast is destroyed, images and buffers are garbage on every executor, without a task that
 * would have to reach each of them. Should Spark drop the copy earlier, for want of memory, the
 * next one has new buffers, which changes no bits.
 */
public final class Assignment implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;
    private final ExperimentConfig config;
    private final TrainingData data;
    private transient Workbench bench;

    public Assignment(ExperimentConfig config, TrainingData data) {
        this.config = config;
        this.data = data;
    }

    ExperimentConfig config() {
        return config;
    }

    /** What is learned from and measured on. */
    public TrainingData data() {
        return data;
    }

    /** This JVM's workbench for the run. */
    public synchronized Workbench bench() {
        if (bench == null) bench = new Workbench(config, data);
        return bench;
    }

    /** Frees this JVM's buffers at once; called on the driver, whose copy lives as long as it. */
    @Override
    public synchronized void close() {
        if (bench != null) bench.close();
        bench = null;
    }
}
