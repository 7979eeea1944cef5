package org.sparkqsnn.cli.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.sparkqsnn.cli.terminal.StatusLine;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.round.RoundPlan;

/** How a run goes: a status line after each round, and a line of its own for each evaluation. */
final class ProgressLine implements RunListener, AutoCloseable {
    private final PrintStream out;
    private final LongSupplier clock;
    private final StatusLine line;
    private final RoundPlan plan;
    private final int firstRound;
    private final long start;

    ProgressLine(RoundPlan plan, int roundsDone) {
        this(System.err, Terminal.interactive(), System::nanoTime, plan, roundsDone);
    }

    ProgressLine(
            PrintStream out,
            boolean interactive,
            LongSupplier clock,
            RoundPlan plan,
            int roundsDone) {
        this.out = out;
        this.clock = clock;
        this.line = new StatusLine(out, interactive, clock);
        this.plan = plan;
        this.firstRound = roundsDone;
        this.start = clock.getAsLong();
    }

    @Override
    public void round(RoundReport report) {
        line.show(text(report));
    }

    @Override
    public void evaluated(Score score) {
        close();
        out.println("epoch " + score.epoch() + " of " + plan.epochs() + "  " + score.line());
        if (score.epoch() == 1) score.silence().ifPresent(text -> out.println("warning: " + text));
    }

    /** Leaves the last line standing. */
    @Override
    public void close() {
        line.close();
    }

    private String text(RoundReport report) {
        int done = report.round() - firstRound;
        double left = (clock.getAsLong() - start) / 1e9 / done * (plan.rounds() - report.round());
        return String.format(
                Locale.ROOT,
                "epoch %d of %d  round %,d of %,d  loss %.4f  accuracy %.4f  %,.0f images/s  %s left",
                report.epoch(),
                plan.epochs(),
                report.round(),
                plan.rounds(),
                report.counts().loss(),
                report.counts().accuracy(),
                report.imagesPerSecond(),
                StatusLine.duration(Math.round(left)));
    }
}
