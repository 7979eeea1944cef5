package org.sparkqsnn.cli.terminal;

/** What the process says to scripts. */
public final class ExitCode {
    public static final int DONE = 0;

    /** What {@code doctor} says where training would meet a problem. */
    public static final int PROBLEMS = 1;

    public static final int BAD_INPUT = 2;
    public static final int STOPPED = 3;
    public static final int FAILED = 4;

    private ExitCode() {}
}
