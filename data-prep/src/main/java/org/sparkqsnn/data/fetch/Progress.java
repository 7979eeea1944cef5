package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * How far a long task is: a bar where stderr is a terminal, else a plain line at every fifth of it.
 */
public abstract class Progress implements AutoCloseable {

    /** Progress on stderr of a task with so many bytes. */
    public static Progress of(String task, long bytes) {
        return stderrIsTerminal()
                ? new Bar(task, bytes, System.err)
                : new Lines(task, bytes, System.err);
    }

    /** So many bytes more are done. */
    public abstract void step(long bytes);

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

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(String task, long bytes, PrintStream out) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(task)
                            .setInitialMax(bytes)
                            .setUnit(" MiB", 1 << 20)
                            .setUpdateIntervalMillis(200)
                            .setConsumer(new ConsoleProgressBarConsumer(out))
                            .build();
        }

        @Override
        public void step(long bytes) {
            bar.stepBy(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    static final class Lines extends Progress {
        private static final int FIFTHS = 5;

        private final String task;
        private final long bytes;
        private final PrintStream out;
        private long done;
        private long printed;

        Lines(String task, long bytes, PrintStream out) {
            this.task = task;
            this.bytes = Math.max(1, bytes);
            this.out = out;
        }

        @Override
        public void step(long more) {
            done += more;
            long fifths = Math.min(FIFTHS, done * FIFTHS / bytes);
            if (fifths > printed) {
                printed = fifths;
                double mebibytes = bytes / (double) (1 << 20);
                out.printf(
                        Locale.ROOT,
                        "%s: %d %% of %.1f MiB%n",
                        task,
                        100 / FIFTHS * fifths,
                        mebibytes);
            }
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
