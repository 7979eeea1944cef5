package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * All that a run leaves, on any Hadoop file system.
 *
 * <pre>
 * config.json               resolved config, its sha256, and the data's; written once ({@link RunIdentity})
 * provenance.json           one entry for every start ({@link Provenance})
 * metrics.jsonl             one object per round and per evaluation ({@link MetricsLog})
 * ckpt/rNNNNNN/weights.bin  parameters, velocity, moments
 * ckpt/rNNNNNN/state.json   round, metrics length, last evaluation
 * MANIFEST-NNNNNN.json      names and sha256 of a checkpoint's files; written last ({@link Checkpoints})
 * evaluation.json           last result of {@code evaluate}
 * </pre>
 */
public final class RunDirectory {
    private static final String CONFIG = "config.json";
    private static final String PROVENANCE = "provenance.json";
    private static final String EVALUATION = "evaluation.json";
    private final Storage storage;

    private RunDirectory(Storage storage) {
        this.storage = storage;
    }

    /** The run directory at a URI or path; it need not exist. */
    public static RunDirectory at(String uri, Configuration conf) {
        return new RunDirectory(Storage.of(uri, conf));
    }

    /** Its path as a user writes it. */
    public String name() {
        return storage.nameOf("");
    }

    /** The config and data of the run; empty if nothing was started here. */
    public Optional<RunIdentity> identity() {
        storage.recover(CONFIG);
        return stored();
    }

    private Optional<RunIdentity> stored() {
        if (!storage.exists(CONFIG)) return Optional.empty();
        return Optional.of(RunIdentity.read(storage.read(CONFIG), storage.nameOf(CONFIG)));
    }

    /**
     * Starts a run here, or continues the one that was.
     *
     * @throws BadInput if a run with another config or other data is here, or files that are no run
     */
    public void begin(ExperimentConfig config, DataIdentity data) {
        storage.recover(CONFIG);
        if (continues(config, data)) return;
        byte[] json = RunIdentity.of(config, data).json();
        storage.replace(CONFIG, out -> out.write(json));
    }

    /**
     * True if {@link #begin} would continue a run, false if it would start one. Changes nothing.
     *
     * @throws BadInput where {@code begin} would
     */
    public boolean continues(ExperimentConfig config, DataIdentity data) {
        Optional<RunIdentity> stored = stored();
        stored.ifPresent(run -> run.requireSame(config, data, name()));
        if (stored.isEmpty()) requireEmpty();
        return stored.isPresent();
    }

    /**
     * Tries what a checkpoint does, with a file that is deleted again: here, or in the nearest
     * directory above that exists. Makes no directory.
     *
     * @throws BadInput if it cannot be done
     */
    public void requireWritable() {
        storage.tryWriting();
    }

    /** Bytes that still fit on the file system, as far as it says. */
    public long freeBytes() {
        return storage.freeBytes();
    }

    /** Whether it is on a disk of this machine, or something mounted like one. */
    public boolean isLocal() {
        return storage.isLocal();
    }

    /** Adds this start to {@code provenance.json}. */
    public void record(Provenance start) {
        storage.recover(PROVENANCE);
        List<Provenance> starts = new ArrayList<>();
        if (storage.exists(PROVENANCE)) {
            byte[] old = storage.read(PROVENANCE);
            starts.addAll(
                    Json.read(old, Provenance.Log.class, storage.nameOf(PROVENANCE)).starts());
        }
        starts.add(start);
        byte[] json = Json.pretty(new Provenance.Log(Provenance.VERSION, starts));
        storage.replace(PROVENANCE, out -> out.write(json));
    }

    public MetricsLog metrics() {
        return new MetricsLog(storage);
    }

    public Checkpoints checkpoints(ExperimentConfig config) {
        return new Checkpoints(storage, ConfigTree.sha256(config), config.checkpoint().keep());
    }

    /** Replaces {@code evaluation.json}. */
    public void writeEvaluation(ObjectNode evaluation) {
        byte[] json = Json.pretty(evaluation);
        storage.replace(EVALUATION, out -> out.write(json));
    }

    private void requireEmpty() {
        List<String> others =
                storage.list("").stream().filter(name -> !name.endsWith(".tmp")).toList();
        if (!others.isEmpty()) {
            throw new BadInput(
                    name()
                            + ": holds "
                            + others.get(0)
                            + " but no "
                            + CONFIG
                            + ", so it is no run directory; set run.dir to a new or empty directory");
        }
    }
}
