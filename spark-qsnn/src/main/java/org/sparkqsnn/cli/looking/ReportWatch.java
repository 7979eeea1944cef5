package org.sparkqsnn.cli.looking;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.sparkqsnn.cli.terminal.StopSignal;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.report.Report;

/** Writes a page anew every few seconds, until what it shows ends or a signal says so. */
record ReportWatch(Report report, Function<byte[], String> writer, int seconds) {
    private static final int LOOK_MILLIS = 100;

    /** The last page does not refresh itself any more. */
    void watch() throws InterruptedException {
        try (StopSignal stop = StopSignal.listen("writing the last page")) {
            boolean goesOn = true;
            while (goesOn) {
                pause(stop);
                Optional<Report.Made> made = make();
                goesOn = !stop.getAsBoolean() && !made.map(Report.Made::complete).orElse(false);
                int refresh = goesOn ? seconds : 0;
                Optional<String> unused =
                        made.map(now -> writer.apply(now.page().refreshedEvery(refresh).html()));
            }
        }
    }

    private void pause(BooleanSupplier stop) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!stop.getAsBoolean() && System.nanoTime() < end) Thread.sleep(LOOK_MILLIS);
    }

    /** Empty if a file was caught while it was written, which the next look will tell. */
    private Optional<Report.Made> make() {
        try {
            return Optional.of(report.make());
        } catch (BadInput e) {
            Terminal.warn(e.getMessage());
            return Optional.empty();
        }
    }
}
