package org.sparkqsnn.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.training.Machines;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.round.Workers;

class PointTest {

    /** Of three layers the second spikes: its numbers are called after it, and others have none. */
    @Test
    void layersThatSpike_havePoints() {
        Activity activity =
                new Activity(
                        new long[] {0, 24, 0},
                        new long[] {0, 60, 0},
                        new long[] {0, 6, 0},
                        new long[] {0, 3, 0});
        Counts counts = new Counts(96, 48, 0, 96, 0, activity);
        Workers.Times times = new Workers.Times(1, 2, 4, 8, 16);
        RoundReport report =
                new RoundReport(3, 1, 5, counts, 0.1, 0.2, times, 0.5, 7, 0.5, Machines.NONE);
        List<Point> points = Point.of(report, 9);
        assertEquals(
                List.of(
                        new Point("firingRate/2", 0.5, 3, 9),
                        new Point("silentFraction/2", 0.25, 3, 9),
                        new Point("saturatedFraction/2", 0.125, 3, 9)),
                points.stream().filter(point -> point.tag().matches(".*/\\d+")).toList());
        assertEquals(
                List.of("loss", "trainAccuracy", "imagesPerSecond", "learningRate", "drift"),
                points.stream().map(Point::tag).filter(tag -> !tag.contains("/")).toList());
    }

    @Test
    void evaluation_hasTwoCurves() {
        Score score = new Score("test", 4, 1, 120, 60, 2, 1.5, List.of(3), List.of(2, 3), true);
        assertEquals(
                List.of(new Point("testAccuracy", 0.5, 4, 9), new Point("testLoss", 1.5, 4, 9)),
                Point.of(score, 9));
    }
}
