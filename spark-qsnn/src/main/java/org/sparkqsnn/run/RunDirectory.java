package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.storage.LeaseClock;
import org.sparkqsnn.storage.LeaseFiles;
import org.sparkqsnn.storage.LeaseHolder;
import org.sparkqsnn.storage.ReplacedFile;
import org.sparkqsnn.storage.Storage;

/**
 * All that a run leaves, on any Hadoop file system.
 *
 * <pre>
 * config.json                 resolved config, its sha256, and the data's; written once ({@link RunIdentity})
 * provenance.json             one entry for every start ({@link Provenance})
 * metrics.jsonl               one object per round and per evaluation ({@link MetricsLog})
 * metrics/NNNNNN-L.jsonl      its lines as segments, by the process with lease L
 * ckpt/rNNNNNN-L/             checkpoint of a round, by the process with lease L:
 *     weights.bin             parameters, velocity, moments
 *     state.json              round, length of the metrics.jsonl beside it, last evaluation, kinds of machine
 *     metrics.jsonl           lines up to this round, after the segments
 * MANIFEST-NNNNNN.json        names and sha256 of a checkpoint's files; written last ({@link Checkpoints})
 * evaluation.json             last result of {@code evaluate}
 * report.html                 page of {@code report}
 * LEASE-NNNNNN.json, .beat    who may write the run's part of these ({@link Lease})
 * </pre>
 */
public final class RunDirectory {
    private static final String CONFIG = "config.json";
    private static final String REPORT = "report.html";
    private final Storage storage;
    private final ReplacedFile config;
    private final ReplacedFile evaluation;

    private RunDirectory(Storage storage) {
        this.storage = storage;
        config = new ReplacedFile(storage, CONFIG);
        evaluation = new ReplacedFile(storage, "evaluation.json");
    }

    /** The run directory at a URI or path; it need not exist. */
    public static RunDirectory at(String uri, Configuration conf) {
        return new RunDirectory(Storage.of(uri, conf));
    }

    /**
     * Takes the right to write here, after waiting if need be until its holder is known to be gone.
     *
     * @param beatSeconds between two signs of life
     * @param progress told in a line what is waited for
     * @throws BadInput if another process writes here
     */
    public Lease lease(int beatSeconds, Consumer<String> progress) {
        return lease(LeaseHolder.current(), Duration.ofSeconds(beatSeconds), progress);
    }

    Lease lease(LeaseHolder me, Duration beat, Consumer<String> progress) {
        return Lease.take(storage, me, beat, LeaseClock.SYSTEM, progress);
    }

    /** This directory, where nothing of the run is written once the lease is lost. */
    public RunDirectory under(Lease lease) {
        return new RunDirectory(storage.under(lease));
    }

    /** Its path as a user writes it. */
    public String name() {
        return storage.nameOf("");
    }

    /** The config and data of the run; empty if nothing was started here. */
    public Optional<RunIdentity> identity() {
        return config.read().map(json -> RunIdentity.read(json, storage.nameOf(CONFIG)));
    }

    /**
     * The run that is here; empty if one may begin.
     *
     * @throws BadInput if the directory holds something else
     */
    public Optional<RunIdentity> runOrEmpty() {
        Optional<RunIdentity> stored = identity();
        if (stored.isPresent()) return stored;
        Optional<String> other = otherFile();
        if (other.isEmpty()) return Optional.empty();
        // Another process may have begun between the two looks; config.json is its first file.
        stored = identity();
        if (stored.isEmpty()) throw noRun(other.get());
        return stored;
    }

    /** Starts a run here; the caller knows that there is none. */
    public void begin(RunIdentity run) {
        storage.requireHeld();
        config.replace(run.json());
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
        new ProvenanceFile(storage).add(start);
    }

    /** All starts of the run, first to last. */
    public List<Provenance> starts() {
        return new ProvenanceFile(storage).read();
    }

    public MetricsLog metrics() {
        return new MetricsLog(storage);
    }

    /**
     * The checkpoints here.
     *
     * @param configSha256 of the run that is here, or that begins
     * @param keep newest that are kept
     */
    public Checkpoints checkpoints(String configSha256, int keep) {
        return new Checkpoints(storage, configSha256, keep);
    }

    /** Replaces {@code evaluation.json}. */
    public void writeEvaluation(ObjectNode result) {
        evaluation.replace(Json.pretty(result));
    }

    /** Writes {@code report.html}; returns its path as a user writes it. */
    public String writeReport(byte[] page) {
        storage.write(REPORT, out -> out.write(page));
        return storage.nameOf(REPORT);
    }

    /** A file that neither a lease nor a start that was cut off leaves here. */
    private Optional<String> otherFile() {
        return storage.list("").stream()
                .filter(name -> !LeaseFiles.isOne(name) && !name.equals(config.nextName()))
                .findFirst();
    }

    private BadInput noRun(String other) {
        return new BadInput(
                name()
                        + ": holds "
                        + other
                        + " but no "
                        + CONFIG
                        + ", so it is no run directory; set run.dir to a new or empty directory");
    }
}
