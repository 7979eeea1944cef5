package org.sparkqsnn.sweep;

import java.nio.charset.StandardCharsets;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.run.ConfigTree;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * One config with one seed.
 *
 * @param id sha256 of all that decides the result; 64 hex digits
 * @param candidate number of its config in the sweep
 * @param config with its seed
 */
public record Trial(String id, int candidate, ExperimentConfig config) {

    /** The trial of a config's {@code index}-th seed, counted from 0. */
    static Trial of(Candidate candidate, int index, Dataset data) {
        ExperimentConfig config = candidate.config().withSeed(candidate.config().seed() + index);
        return new Trial(id(config, data), candidate.number(), config);
    }

    /** Sha256 of config, data and code; a build with changes of its own is not told from others. */
    private static String id(ExperimentConfig config, Dataset data) {
        String parts =
                String.join(
                        "\n",
                        ConfigTree.sha256(config),
                        data.sha256(),
                        Build.version(),
                        Build.commit());
        return Sha256.of(parts.getBytes(StandardCharsets.UTF_8));
    }
}
