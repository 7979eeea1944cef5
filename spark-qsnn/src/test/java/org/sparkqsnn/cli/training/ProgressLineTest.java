package org.sparkqsnn.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.cli.terminal.StatusLine;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.training.Machines;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RoundPlan plan = new RoundPlan(Small.config(), 300);
    private long nanos;

    @Test
    void watched_oneLineIsWrittenOver() {
        try (ProgressLine line = line(true, 2)) {
            round(line, 3);
            round(line, 4);
            line.evaluated(new Score("test", 4, 1, 120, 60, 0, 1.5, List.of(), List.of(), true));
            round(line, 5);
        }
        String clear = "\r\033[K";
        assertEquals(
                clear
                        + "epoch 1 of 2  round 3 of 8  loss 0.5000  accuracy 0.2500  40 images/s  10 s left"
                        + clear
                        + "epoch 1 of 2  round 4 of 8  loss 0.5000  accuracy 0.2500  40 images/s  8 s left\n"
                        + "epoch 1 of 2  test accuracy 0.5000 (60 of 120)\n"
                        + clear
                        + "epoch 1 of 2  round 5 of 8  loss 0.5000  accuracy 0.2500  40 images/s  6 s left\n",
                text());
    }

    @Test
    void silentClass_isWarnedOfAfterTheFirstEpoch() {
        ProgressLine line = line(true, 2);
        line.evaluated(new Score("test", 4, 1, 120, 60, 0, 1.5, List.of(3), List.of(3, 5), true));
        line.evaluated(new Score("test", 8, 2, 120, 70, 0, 1.2, List.of(3), List.of(3, 5), true));
        assertEquals(
                "epoch 1 of 2  test accuracy 0.5000 (60 of 120)\n"
                        + "warning: class 3 is silent: no spike of the read-out neuron in 120"
                        + " samples, and without spikes it may never learn; take another seed or a"
                        + " larger model.readoutBias\n"
                        + "epoch 2 of 2  test accuracy 0.5833 (70 of 120)\n",
                text());
    }

    @Test
    void unwatched_aLineEveryTenSeconds() {
        ProgressLine line = line(false, 0);
        for (int round = 1; round <= 7; round++) round(line, round);
        line.close();
        assertEquals(2, text().lines().count(), text());
        assertEquals(
                "epoch 1 of 2  round 6 of 8  loss 0.5000  accuracy 0.2500  40 images/s  4 s left",
                text().lines().toList().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 s",
        "59,59 s",
        "60,1 m 00 s",
        "125,2 m 05 s",
        "3600,1 h 00 m",
        "90061,25 h 01 m"
    })
    void durations_readWell(long seconds, String text) {
        assertEquals(text, StatusLine.duration(seconds));
    }

    private ProgressLine line(boolean watched, int done) {
        return new ProgressLine(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                watched,
                () -> nanos,
                plan,
                done);
    }

    /** Two seconds after the last: 80 images, 20 right, loss 0.5 each. */
    private void round(ProgressLine line, int round) {
        nanos += 2_000_000_000L;
        long[] none = {0};
        Activity activity = new Activity(none, none, none, none);
        Counts counts = new Counts(80, 20, 0, 40, 0, activity);
        Workers.Times times = new Workers.Times(0.25, 1, 0.25, 0.125, 0.125);
        line.round(
                new RoundReport(
                        round, 1, 6, counts, 0.001, 0.1, times, 0.125, 9, 0.125, Machines.NONE));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
