package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.run.ConfigHash;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.search.SweepReader;
import org.sparkqsnn.sweep.trial.TrialIds;

/**
 * {@code sweep.json}: what makes two sweeps the same sweep.
 *
 * @param version of the format, {@value #VERSION}; trials have their ids by its rule
 * @param sweep as a sweep file has it, every key with its value
 */
public record SweepFile(int version, JsonNode sweep) {
    public static final int VERSION = ConfigHash.VERSION;

    public SweepFile {
        if (version < 1 || version > VERSION)
            throw new BadInput("version " + version + ", this build reads 1 to " + VERSION);
    }

    public SweepFile(SweepDefinition definition) {
        this(VERSION, definition.json());
    }

    public static SweepFile read(byte[] json, String where) {
        return Json.read(json, SweepFile.class, where);
    }

    public byte[] json() {
        return Json.pretty(this);
    }

    public SweepDefinition definition() {
        return definition(List.of());
    }

    /** The sweep with {@code key=value} overrides. */
    public SweepDefinition definition(List<String> overrides) {
        return SweepReader.read(Json.text(sweep), "sweep.json", overrides);
    }

    /** How the trials of this sweep are named. */
    public TrialIds ids() {
        return TrialIds.ofVersion(version);
    }

    public String sha256() {
        return Sha256.of(Json.line(sweep));
    }
}
