package org.sparkqsnn.experiment;

import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.ConfigHash;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;

/**
 * The experiment of a run directory, which itself knows a config as JSON only.
 *
 * @param directory where the run is or will be
 */
public record ExperimentRun(RunDirectory directory) {

    /** The config that a run was started with. */
    public static ExperimentConfig config(RunIdentity identity) {
        return ConfigReader.read(Json.text(identity.config()), "config.json");
    }

    /** The sha256 of a config's deciding text; see {@link ConfigHash}. */
    public static String sha256(ExperimentConfig config) {
        return ConfigHash.of(Json.line(ConfigTree.json(config)));
    }

    /**
     * The sha256 by the rule of a version, of the config as a file of that version has it.
     *
     * @param version in [1, {@value ConfigHash#VERSION}]
     */
    public static String sha256(ExperimentConfig config, int version) {
        if (version == ConfigHash.VERSION) return sha256(config);
        byte[] then = Json.line(FormerConfig.json(config, version));
        return ConfigHash.of(ExactJson.read(then), version);
    }

    /**
     * Returns if a run may start here, or go on.
     *
     * @throws BadInput if a run with another config or other data is here, or files that are no run
     */
    public void requireFit(ExperimentConfig asked, DataIdentity data) {
        boolean unused = continues(asked, data);
    }

    /** Starts a run here, or continues the one that was; refuses as {@link #requireFit} does. */
    public void begin(ExperimentConfig asked, DataIdentity data) {
        if (!continues(asked, data)) directory.begin(RunIdentity.of(ConfigTree.json(asked), data));
    }

    /**
     * True if {@link #begin} would continue a run, false if it would start one. Changes nothing.
     *
     * @throws BadInput where {@code begin} would
     */
    public boolean continues(ExperimentConfig asked, DataIdentity data) {
        Optional<RunIdentity> stored = directory.runOrEmpty();
        if (stored.isEmpty()) return false;
        requireSame(config(stored.get()), asked);
        stored.get().requireSame(data, directory.name());
        return true;
    }

    /** Those of the run that is here, with the hash that it began with, or of one to begin. */
    public Checkpoints checkpoints(ExperimentConfig config) {
        String sha256 =
                directory.identity().map(RunIdentity::configSha256).orElseGet(() -> sha256(config));
        return directory.checkpoints(sha256, config.checkpoint().keep());
    }

    private void requireSame(ExperimentConfig stored, ExperimentConfig asked) {
        Optional<String> difference = Deciding.difference(stored, asked);
        if (difference.isEmpty()) return;
        throw new BadInput(
                directory.name()
                        + ": holds a run with "
                        + difference.get()
                        + "; use that value to continue it, or set run.dir to a new directory");
    }
}
