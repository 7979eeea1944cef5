package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.run.Json;

/**
 * {@code sweep.json}: what makes two sweeps the same sweep.
 *
 * @param version of the format, {@value #VERSION}
 * @param sweep as a sweep file has it, every key with its value
 */
public record SweepFile(int version, JsonNode sweep) {
    static final int VERSION = 1;

    public SweepFile {
        if (version != VERSION)
            throw new BadInput("version " + version + ", this build reads " + VERSION);
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

    public String sha256() {
        return Sha256.of(Json.line(sweep));
    }
}
