package org.sparkqsnn.sweep.trial;

import java.nio.charset.StandardCharsets;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.run.ConfigHash;

/**
 * How trials are named: by a hash of config, data and code. A build with changes of its own is not
 * told from others.
 *
 * @param version of the rule for the config, see {@link ConfigHash}
 * @param build version and commit, a line each
 */
public record TrialIds(int version, String build) {

    /** Those of sweeps that this build begins. */
    public static TrialIds ofToday() {
        return ofVersion(ConfigHash.VERSION);
    }

    /** Those of this build in a sweep of that version. */
    public static TrialIds ofVersion(int version) {
        return new TrialIds(version, Build.version() + "\n" + Build.commit());
    }

    String of(ExperimentConfig config, Dataset data) {
        String parts =
                String.join("\n", ExperimentRun.sha256(config, version), data.sha256(), build);
        return Sha256.of(parts.getBytes(StandardCharsets.UTF_8));
    }
}
