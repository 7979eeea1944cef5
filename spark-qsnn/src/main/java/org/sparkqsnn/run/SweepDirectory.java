package org.sparkqsnn.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.Content;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.storage.LeaseClock;
import org.sparkqsnn.storage.LeaseFiles;
import org.sparkqsnn.storage.LeaseHolder;
import org.sparkqsnn.storage.ReplacedFile;
import org.sparkqsnn.storage.Storage;

/**
 * All that a sweep leaves, on any Hadoop file system.
 *
 * <pre>
 * sweep.json                  what is swept; written once
 * provenance.json             one entry for every start ({@link Provenance})
 * trials/                     results, unless they are kept elsewhere ({@link TrialFiles})
 * results.jsonl, .parquet     one row per trial: views of trials/, made anew while trials finish
 * summary.json                one entry per config: statistics over seeds, likewise a view
 * report.html                 page of {@code report}
 * LEASE-NNNNNN.json, .beat    who may write ({@link Lease})
 * </pre>
 */
public final class SweepDirectory {
    private static final String SWEEP = "sweep.json";
    private static final String REPORT = "report.html";
    private final Storage storage;
    private final ReplacedFile sweep;

    private SweepDirectory(Storage storage) {
        this.storage = storage;
        this.sweep = new ReplacedFile(storage, SWEEP);
    }

    /** The sweep directory at a URI or path; it need not exist. */
    public static SweepDirectory at(String uri, Configuration conf) {
        return new SweepDirectory(Storage.of(uri, conf));
    }

    /**
     * Takes the right to write here, after waiting if need be until its holder is known to be gone.
     *
     * @param beatSeconds between two signs of life
     * @param progress told in a line what is waited for
     */
    public Lease lease(int beatSeconds, Consumer<String> progress) {
        Duration beat = Duration.ofSeconds(beatSeconds);
        return Lease.take(storage, LeaseHolder.current(), beat, LeaseClock.SYSTEM, progress);
    }

    /** This directory, where nothing is written once the lease is lost. */
    public SweepDirectory under(Lease lease) {
        return new SweepDirectory(storage.under(lease));
    }

    /** Its path as a user writes it. */
    public String name() {
        return storage.nameOf("");
    }

    public String nameOf(String file) {
        return storage.nameOf(file);
    }

    /** {@code sweep.json}; empty if nothing was started here. */
    public Optional<byte[]> sweep() {
        return sweep.read();
    }

    /**
     * Writes {@code sweep.json}.
     *
     * @throws BadInput if the directory holds something else
     */
    public void begin(byte[] json) {
        requireEmpty();
        storage.requireHeld();
        sweep.replace(json);
    }

    /** All starts, first to last. */
    public List<Provenance> starts() {
        return new ProvenanceFile(storage).read();
    }

    /** Adds this start to {@code provenance.json}. */
    public void record(Provenance start) {
        new ProvenanceFile(storage).add(start);
    }

    /** Makes a view anew. */
    public void write(String name, Content content) {
        storage.requireHeld();
        Storage.Written unused = storage.write(name, content);
    }

    /** A view as it is now; empty if there is none. */
    public Optional<byte[]> read(String name) {
        return storage.find(name);
    }

    /**
     * Writes {@code report.html}, which needs no lease.
     *
     * @return its path as a user writes it
     */
    public String writeReport(byte[] html) {
        Storage.Written unused = storage.write(REPORT, out -> out.write(html));
        return storage.nameOf(REPORT);
    }

    /**
     * Returns if a sweep may begin here.
     *
     * @throws BadInput if the directory holds something else
     */
    public void requireEmpty() {
        for (String name : storage.list("")) {
            if (LeaseFiles.isOne(name) || name.equals(sweep.nextName()) || name.equals("trials"))
                continue;
            throw new BadInput(
                    name()
                            + ": holds "
                            + name
                            + " but no "
                            + SWEEP
                            + ", so it is no sweep directory; set sweep.dir to a new or empty"
                            + " directory");
        }
    }
}
