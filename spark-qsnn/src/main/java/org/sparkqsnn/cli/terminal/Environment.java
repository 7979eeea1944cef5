package org.sparkqsnn.cli.terminal;

import picocli.CommandLine.Option;

/** The option of verbs that take a config file. */
public final class Environment {
    @Option(
            names = "--allow-env",
            description =
                    "Let the config file take values from the environment, as in dir = $${RUN_DIR}."
                            + " The command in provenance.json says so, config.json has the values.")
    private boolean allowed;

    public boolean allowed() {
        return allowed;
    }
}
