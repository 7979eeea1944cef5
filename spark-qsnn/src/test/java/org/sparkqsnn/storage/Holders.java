package org.sparkqsnn.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Processes that hold leases in tests. */
public final class Holders {
    private static final LeaseHolder CURRENT = LeaseHolder.current();
    private static final long GONE = endedProcess();

    private Holders() {}

    /** Ran on this machine, and runs no more. */
    public static LeaseHolder gone() {
        return new LeaseHolder(CURRENT.host(), CURRENT.machine(), GONE, CURRENT.started());
    }

    /** Runs on another machine, so that nobody here can tell. */
    static LeaseHolder elsewhere() {
        return new LeaseHolder("node7", "another boot", 4711, CURRENT.started());
    }

    private static long endedProcess() {
        try {
            Process process = new ProcessBuilder("true").start();
            process.waitFor();
            return process.pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
