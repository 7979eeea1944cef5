package org.sparkqsnn.cli.terminal;

import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;

/** The run that a directory should hold. */
public final class StoredRun {
    private StoredRun() {}

    /**
     * Returns what the run in a directory is.
     *
     * @param directory as the user wrote it
     * @throws BadInput if there is no run
     */
    public static RunIdentity identity(RunDirectory run, String directory) {
        return run.identity()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        directory
                                                + ": holds no run (config.json is missing); give the"
                                                + " directory that train printed"));
    }
}
