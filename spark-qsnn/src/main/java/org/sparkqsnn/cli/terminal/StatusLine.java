package org.sparkqsnn.cli.terminal;

import java.io.PrintStream;
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

    /** Leaves the last line standing. */
    @Override
    public void close() {
        if (open) out.println();
        open = false;
    }
}
