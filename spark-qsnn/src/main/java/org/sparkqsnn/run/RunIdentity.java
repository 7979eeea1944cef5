package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.JsonNode;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;

/**
 * {@code config.json}: what makes two runs the same run. What the config means is for {@code
 * experiment} to say.
 *
 * @param version of the format, {@value #VERSION}
 * @param configSha256 of the config's deciding text, by the rule of the version ({@link
 *     ConfigHash})
 * @param data what it is trained on
 * @param config every key with its value
 */
public record RunIdentity(int version, String configSha256, DataIdentity data, JsonNode config) {
    static final int VERSION = ConfigHash.VERSION;

    public RunIdentity {
        if (version < 1 || version > VERSION) {
            throw new BadInput("version " + version + ", this build reads 1 to " + VERSION);
        }
    }

    /** The identity of a run that begins today. */
    public static RunIdentity of(JsonNode config, DataIdentity data) {
        return new RunIdentity(VERSION, ConfigHash.of(Json.line(config)), data, config);
    }

    /**
     * Reads what {@link #json} gives, here or in an older build.
     *
     * @throws BadInput if the config does not have the sha256 beside it
     */
    public static RunIdentity read(byte[] json, String where) {
        RunIdentity identity = Json.read(json, RunIdentity.class, where);
        ExactJson config = ExactJson.read(json).at("config");
        if (!ConfigHash.of(config, identity.version).equals(identity.configSha256)) {
            throw new BadInput(
                    where
                            + ": the config does not have the sha256 beside it; undo the change, or train"
                            + " into a new run.dir");
        }
        return identity;
    }

    public byte[] json() {
        return Json.pretty(this);
    }

    /** The run's seed; 0 if its config has none. */
    public long seed() {
        return config.path("seed").asLong();
    }

    /**
     * Returns if the data are those of the run.
     *
     * @throws BadInput naming the difference
     */
    public void requireSame(DataIdentity asked, String where) {
        if (!data.sha256().equals(asked.sha256())) {
            throw new BadInput(
                    where
                            + ": was trained on "
                            + data.name()
                            + " with sha256 "
                            + data.sha256()
                            + ", the dataset now has "
                            + asked.sha256()
                            + "; restore the data, or set run.dir to a new"
                            + " directory");
        }
        if (!data.hasSizesOf(asked)) {
            throw new BadInput(where + ": config.json has wrong sizes of the data; restore it");
        }
    }
}
