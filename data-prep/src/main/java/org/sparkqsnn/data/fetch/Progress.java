package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * How far a long task is, and when it will be done: a bar where stderr is a terminal, else a plain
 * line at every fifth of it.
 */
public abstract class Progress implements AutoCloseable {

    /** Progress on stderr of a task with so many bytes. */
    public static Progress of(String task, long bytes) {
        return of(task, bytes, Unit.MEBIBYTES);
    }

    /** Progress on stderr of a task with so many parts. */
    public static Progress ofParts(String task, int parts) {
        return of(task, parts, Unit.PARTS);
    }

    private static Progress of(String task, long amount, Unit unit) {
        return stderrIsTerminal()
                ? new Bar(task, amount, unit, System.err)
                : new Lines(task, amount, unit, System.err, System::nanoTime);
    }

    /** So many bytes or parts more are done. */
    public abstract void step(long more);

    @Override
    public abstract void close();

    /**
     * From Linux itself; elsewhere {@code System.console()}, which tells only about stdin and
     * stdout.
     */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on never null: a bar where lines would do
    private static boolean stderrIsTerminal() {
        Path stderr = Path.of("/proc/self/fd/2");
        if (!Files.exists(stderr)) {
            return System.console() != null;
        }
        try {
            String device = stderr.toRealPath().toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // a pipe has no path
        }
    }

    /** What is counted. */
    enum Unit {
        MEBIBYTES(" MiB", 1 << 20, "%.1f MiB"),
        PARTS(" parts", 1, "%.0f parts");

        private final String name;
        private final int size;
        private final String format;

        Unit(String name, int size, String format) {
            this.name = name;
            this.size = size;
            this.format = format;
        }

        String text(long amount) {
            return String.format(Locale.ROOT, format, amount / (double) size);
        }
    }

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(String task, long amount, Unit unit, PrintStream out) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(task)
                            .setInitialMax(amount)
                            .setUnit(unit.name, unit.size)
                            .setUpdateIntervalMillis(200)
                            .setConsumer(new ConsoleProgressBarConsumer(out))
                            .build();
        }

        @Override
        public void step(long more) {
            bar.stepBy(more);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    static final class Lines extends Progress {
        private static final int FIFTHS = 5;

        /** What is over sooner needs no forecast. */
        private static final long LONG_SECONDS = 10;

        private final String task;
        private final long amount;
        private final Unit unit;
        private final PrintStream out;
        private final LongSupplier nanos;
        private final long begin;
        private long done;
        private long printed;

        Lines(String task, long amount, Unit unit, PrintStream out, LongSupplier nanos) {
            this.task = task;
            this.amount = Math.max(1, amount);
            this.unit = unit;
            this.out = out;
            this.nanos = nanos;
            this.begin = nanos.getAsLong();
        }

        @Override
        public void step(long more) {
            done += more;
            long fifths = Math.min(FIFTHS, done * FIFTHS / amount);
            if (fifths > printed) {
                printed = fifths;
                long percent = 100 / FIFTHS * fifths;
                out.println(task + ": " + percent + " % of " + unit.text(amount) + forecast());
            }
        }

        private String forecast() {
            long seconds = (nanos.getAsLong() - begin) / 1_000_000_000;
            if (seconds < LONG_SECONDS) return "";
            if (done >= amount) return ", took " + seconds + " s";
            return ", about " + seconds * (amount - done) / done + " s left";
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
