package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * An axis of a sweep as an interval.
 *
 * @param from smallest value
 * @param to largest value
 * @param scale on which values are spread evenly
 * @param points of a grid, both ends among them
 */
public record RangeConfig(double from, double to, Scale scale, int points) implements Serializable {
    public static final RangeConfig DEFAULT = new RangeConfig(0, 1, Scale.LINEAR, 5);

    /** On which values are spread evenly. */
    public enum Scale {
        LINEAR,
        LOG
    }

    public RangeConfig {
        if (!(from < to && Double.isFinite(to - from)))
            throw Check.refuse("from", "must be less than to = " + to, from);
        if (scale == Scale.LOG) Check.positive(from, "from");
        Check.atLeast(points, 2, "points");
        if (points > 10_000) throw Check.refuse("points", "must be at most 10000", points);
    }
}
