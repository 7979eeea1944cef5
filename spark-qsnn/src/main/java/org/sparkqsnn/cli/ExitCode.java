package org.sparkqsnn.cli;

/** What the process says to scripts. */
final class ExitCode {
    static final int DONE = 0;

    /** What {@code doctor} says where training would meet a problem. */
    static final int PROBLEMS = 1;

    static final int BAD_INPUT = 2;
    static final int STOPPED = 3;
    static final int FAILED = 4;

    private ExitCode() {}
}
