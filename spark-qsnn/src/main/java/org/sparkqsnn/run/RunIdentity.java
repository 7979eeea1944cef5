package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigHash;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * {@code config.json}: what makes two runs the same run.
 *
 * @param version of the format, {@value #VERSION}
 * @param configSha256 see {@link ConfigHash}, by the rule of the version
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

    public static RunIdentity of(ExperimentConfig config, DataIdentity data) {
        return new RunIdentity(VERSION, ConfigHash.of(config), data, ConfigTree.json(config));
    }

    public static RunIdentity read(byte[] json, String where) {
        RunIdentity identity = Json.read(json, RunIdentity.class, where);
        String sha256 = ConfigHash.of(identity.experiment(), identity.version);
        if (!sha256.equals(identity.configSha256)) {
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

    /** The config the run was started with. */
    public ExperimentConfig experiment() {
        return ConfigReader.read(Json.text(config), "config.json");
    }

    /** Refuses another config or other data, naming the first difference. */
    void requireSame(ExperimentConfig asked, DataIdentity askedData, String where) {
        Optional<String> difference = ConfigTree.difference(experiment(), asked);
        if (difference.isPresent()) {
            throw new BadInput(
                    where
                            + ": holds a run with "
                            + difference.get()
                            + "; use that value to continue it, or set run.dir to a new directory");
        }
        if (!data.sha256().equals(askedData.sha256())) {
            throw new BadInput(
                    where
                            + ": was trained on "
                            + data.name()
                            + " with sha256 "
                            + data.sha256()
                            + ", the dataset now has "
                            + askedData.sha256()
                            + "; restore the data, or set run.dir to a new"
                            + " directory");
        }
        if (!data.hasSizesOf(askedData)) {
            throw new BadInput(where + ": config.json has wrong sizes of the data; restore it");
        }
    }
}
