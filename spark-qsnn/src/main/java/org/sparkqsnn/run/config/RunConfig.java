package org.sparkqsnn.run.config;

import java.io.Serializable;

/**
 * Where a run leaves its files.
 *
 * @param dir run directory on any Hadoop file system; empty for a new one under {@code runs/}
 */
public record RunConfig(String dir) implements Serializable {
    public static final RunConfig DEFAULT = new RunConfig("");
}
