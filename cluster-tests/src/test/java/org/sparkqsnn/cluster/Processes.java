package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Signals, and what Linux tells of other processes. */
final class Processes {
    private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Processes::closeAll));
    }

    private Processes() {}

    /**
     * Closes {@code owner} when this JVM ends, whatever the test came to, unless {@link #closed}
     * comes first.
     */
    static void closeAtExit(AutoCloseable owner) {
        OPEN.add(owner);
    }

    static void closed(AutoCloseable owner) {
        OPEN.remove(owner);
    }

    /** Sends STOP, CONT, TERM, PWR or KILL. */
    static void signal(String name, ProcessHandle process) {
        // An error means that the process is gone, which whoever sent the signal looks for anyway.
        int unused = call(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** Runs a short command to its end and returns its exit code. */
    static int call(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Living processes whose working directory is below {@code folder}. */
    static List<ProcessHandle> in(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> workingDirectory(process).startsWith(folder))
                .toList();
    }

    /** Living processes that have {@code text} in their command line. */
    static List<ProcessHandle> with(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(text))
                .toList();
    }

    /** Arguments with spaces between them; empty for a process that is gone. */
    static String commandLine(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(proc(process, "cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(proc(process, "cwd"));
        } catch (IOException e) {
            return Path.of("/");
        }
    }

    private static void closeAll() {
        for (AutoCloseable owner : OPEN) {
            try {
                owner.close();
            } catch (Exception e) {
                System.err.println("not cleaned up: " + e);
            }
        }
    }
}
