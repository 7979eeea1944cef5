package org.sparkqsnn.cli.training;

import java.util.Locale;
import org.sparkqsnn.cli.terminal.StatusLine;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepListener;
import org.sparkqsnn.sweep.SweepViews;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.trial.TrialRecord;

/** A line on standard error while trials end, and the views of the directory now and then. */
final class SweepProgress implements SweepListener, AutoCloseable {
    /** Views are written anew so seldom that they cost no more than a twentieth of the time. */
    private static final int VIEW_SHARE = 20;

    private static final long VIEW_NANOS = 5_000_000_000L;

    private final SweepViews views;
    private final StatusLine line =
            new StatusLine(System.err, Terminal.interactive(), System::nanoTime);
    private Sweep sweep;
    private int trials;
    private int done;
    private int failed;
    private double best;
    private String rung = "";
    private long start;
    private long nextViews;
    private boolean viewsFailed;

    SweepProgress(SweepViews views) {
        this.views = views;
    }

    void of(Sweep told) {
        this.sweep = told;
    }

    @Override
    public void begins(int count, int number, int rungs) {
        trials = count;
        done = 0;
        start = System.nanoTime();
        line.begin();
        rung = rungs == 1 ? "" : "rung " + number + " of " + rungs + "  ";
    }

    @Override
    public void setAside(Candidate candidate, TrialRecord record) {
        String what =
                record.cause() == TrialRecord.Cause.MEMORY
                        ? " ran out of memory"
                        : " lost its executors";
        warn(name(candidate, record) + what + " beside others; it runs again, alone");
    }

    @Override
    public void ended(Candidate candidate, TrialRecord record) {
        done++;
        if (record.hasFailed()) {
            failed++;
            warn(name(candidate, record) + " failed: " + record.failure());
        } else best = Math.max(best, record.scores().get(record.epochs() - 1).accuracy());
        // The first and the last of a rung are always told.
        if (done == trials) line.begin();
        line.show(text());
        if (System.nanoTime() >= nextViews) write();
    }

    /** Views are made from results, which are safe: one that cannot be written can wait. */
    private void write() {
        long begin = System.nanoTime();
        try {
            views.write(sweep.rows(), false);
        } catch (BadInput e) {
            if (!viewsFailed) warn(e.getMessage() + "; the sweep goes on, and tries it again");
            viewsFailed = true;
        }
        long end = System.nanoTime();
        nextViews = end + Math.max(VIEW_NANOS, VIEW_SHARE * (end - begin));
    }

    private static String name(Candidate candidate, TrialRecord record) {
        return "config " + candidate.number() + ", trial " + record.id().substring(0, 12);
    }

    private void warn(String message) {
        close();
        Terminal.warn(message);
    }

    private String text() {
        double left = (System.nanoTime() - start) / 1e9 / done * (trials - done);
        return String.format(
                Locale.ROOT,
                "%strial %,d of %,d  %,d failed  best accuracy %.4f  %s left",
                rung,
                done,
                trials,
                failed,
                best,
                StatusLine.duration(Math.round(left)));
    }

    /** Leaves the last line standing. */
    @Override
    public void close() {
        line.close();
    }
}
