package org.sparkqsnn.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that is written over each time; where nobody watches, a new line every ten seconds at
 * most.
 */
public final class StatusLine implements AutoCloseable {
    private static final long QUIET_NANOS = 10_000_000_000L;
    private final PrintStream out;
    private final boolean interactive;
    private final LongSupplier clock;
    private long lastLine;
    private boolean open;

    public StatusLine(PrintStream out, boolean interactive, LongSupplier clock) {
        this.out = out;
        this.interactive = interactive;
        this.clock = clock;
        begin();
    }

    /** The next line is shown, however soon it comes. */
    public void begin() {
        lastLine = clock.getAsLong() - QUIET_NANOS;
    }

    public void show(String text) {
        if (interactive) {
            out.print("\r\033[K" + text);
            out.flush();
            open = true;
        } else if (clock.getAsLong() - lastLine >= QUIET_NANOS) {
            out.println(text);
            lastLine = clock.getAsLong();
        }
    }

    /** {@code 8 s}, {@code 2 m 05 s} or {@code 3 h 20 m}. */
    public static String duration(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600)
            return String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60);
        return String.format(Locale.ROOT, "%d h %02d m", seconds / 3600, seconds / 60 % 60);
    }

    /** Leaves the last line standing. */
    @Override
    public void close() {
        if (open) out.println();
        open = false;
    }
}
