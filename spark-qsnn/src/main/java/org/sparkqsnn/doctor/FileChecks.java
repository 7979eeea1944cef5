package org.sparkqsnn.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.spark.Settings;

/**
 * The dataset and the run directory. Both are the driver's: it reads the images and broadcasts them
 * (docs/adr/0007), and it alone writes. No executor needs either path, so a local one is fine while
 * the driver stays where it is.
 */
public record FileChecks(ExperimentConfig config, Settings settings) {
    private static final String SHARED =
            "a path on a file system that all hosts see, such as hdfs:";

    /**
     * Images that stay where they are.
     *
     * @param bytes of the images
     * @param local whether they lie on the driver's own disk
     */
    public Finding byBlocks(String name, long bytes, boolean local) {
        if (!settings.isLocal() && local) {
            return Finding.advice(
                    "data.path",
                    path(),
                    "executors read the blocks themselves, and other hosts may not have this path",
                    SHARED);
        }
        String who = "tasks read its blocks through the disks of spark.local.dir";
        return Finding.ok("data.path", path(), name + ", " + Sizes.text(bytes) + ": " + who);
    }

    /**
     * Images on the heap.
     *
     * @param bytes of the images
     * @param local whether they lie on the driver's own disk
     */
    public Finding read(String name, long bytes, boolean local) {
        String what = name + ", " + Sizes.text(bytes);
        if (!settings.isLocal() && settings.driverIsPlaced() && local) {
            return Finding.advice(
                    "data.path",
                    path(),
                    "the cluster picks the driver's host, and the next one may not have this path",
                    SHARED);
        }
        String who = "the driver reads it";
        if (!settings.isLocal()) who += " and broadcasts it; executors need no path";
        return Finding.ok("data.path", path(), what + ": " + who);
    }

    /** The dataset could not be read, or not be used with the config. */
    public Finding refused(BadInput reason) {
        return Finding.problem("data.path", path(), reason.getMessage(), "see why");
    }

    /**
     * @param data empty if the dataset could not be read
     * @param checkpointBytes of one checkpoint
     */
    public List<Finding> run(
            RunDirectory directory, Optional<DataIdentity> data, long checkpointBytes) {
        List<Finding> findings = new ArrayList<>();
        findings.add(usable(directory, data));
        findings.add(space(directory, checkpointBytes));
        if (!settings.isLocal() && directory.isLocal()) findings.add(local(directory));
        return findings;
    }

    Finding usable(RunDirectory directory, Optional<DataIdentity> data) {
        try {
            ExperimentRun run = new ExperimentRun(directory);
            boolean continued = data.isPresent() && run.continues(config, data.get());
            directory.requireWritable();
            String use = continued ? "holds this run, which goes on" : "is free for a new run";
            return Finding.ok("run.dir", directory.name(), "can be written, and " + use);
        } catch (BadInput e) {
            return Finding.problem("run.dir", directory.name(), e.getMessage(), "see why");
        }
    }

    /** The newest checkpoints are kept, and the next one is written before the oldest goes. */
    Finding space(RunDirectory directory, long checkpointBytes) {
        int count = config.checkpoint().keep() + 1;
        long need = count * checkpointBytes;
        long free = directory.freeBytes();
        String why = count + " checkpoints take " + Sizes.text(need);
        String value = Sizes.text(free) + " free";
        if (free >= need) return Finding.ok("run.dir space", value, why);
        return Finding.problem(
                "run.dir space", value, why, "free some, or set run.dir to another disk");
    }

    private Finding local(RunDirectory directory) {
        if (!settings.driverIsPlaced()) {
            return Finding.ok(
                    "run.dir",
                    directory.name(),
                    "is on the driver's disk, which is enough: executors write nothing");
        }
        return Finding.problem(
                "run.dir",
                directory.name(),
                "the cluster picks the driver's host: checkpoints stay on that disk, and a driver"
                        + " that is started again elsewhere begins at round 0",
                SHARED);
    }

    private String path() {
        return config.data().path().isEmpty() ? "embedded sample" : config.data().path();
    }
}
