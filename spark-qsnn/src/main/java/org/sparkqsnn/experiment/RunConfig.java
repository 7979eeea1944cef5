package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * Where a run leaves its files.
 *
 * @param dir run directory on any Hadoop file system; empty for a new one under {@code runs/}
 * @param leaseSeconds seconds between two signs of life of the process that writes there; after
 *     three without one another process may take over
 */
public record RunConfig(String dir, int leaseSeconds) implements Serializable {
    public static final RunConfig DEFAULT = new RunConfig("", 10);

    public RunConfig {
        Check.atLeast(leaseSeconds, 1, "run.leaseSeconds");
        if (leaseSeconds > 3600)
            throw Check.refuse("run.leaseSeconds", "must be at most 3600", leaseSeconds);
    }
}
