package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * When a checkpoint is written; whichever comes first. The end of a run always writes one.
 *
 * @param everyRounds rounds between two checkpoints; 0 for never by rounds
 * @param everySeconds seconds between two checkpoints; 0 for never by time
 * @param keep newest checkpoints that are kept, at least 2 so that a damaged one has a predecessor
 */
public record CheckpointConfig(int everyRounds, int everySeconds, int keep)
        implements Serializable {
    public static final CheckpointConfig DEFAULT = new CheckpointConfig(0, 60, 3);

    public CheckpointConfig {
        Check.atLeast(everyRounds, 0, "checkpoint.everyRounds");
        Check.atLeast(everySeconds, 0, "checkpoint.everySeconds");
        Check.atLeast(keep, 2, "checkpoint.keep");
    }
}
