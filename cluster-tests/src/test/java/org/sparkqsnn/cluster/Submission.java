package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One start of {@code scripts/qsnn}: a driver, or what submits one, with its output in files. */
final class Submission implements AutoCloseable {
    /** Exit code of a process that was ended by {@link #kill}. */
    static final int KILLED = 137;

    private static final int LIMIT_SECONDS = 600;
    private static final Set<Submission> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Processes.closeAtExit(Submission::endAll);
    }

    private final String name;
    private final Path folder;
    private final Process process;

    private Submission(String name, Path folder, Process process) {
        this.name = name;
        this.folder = folder;
        this.process = process;
    }

    static Submission start(String name, Path folder, ProcessBuilder builder) {
        try {
            Process process =
                    builder.redirectOutput(folder.resolve("out").toFile())
                            .redirectError(folder.resolve("err").toFile())
                            .start();
            Submission submission = new Submission(name, folder, process);
            RUNNING.add(submission);
            return submission;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills what a failed test has left. */
    static void endAll() {
        RUNNING.forEach(Submission::close);
    }

    /** The process; in client mode the driver, since the script replaces itself. */
    ProcessHandle process() {
        return process.toHandle();
    }

    boolean running() {
        return process.isAlive();
    }

    Path folder() {
        return folder;
    }

    /** Waits for the end; kills what does not end. */
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("not over after " + LIMIT_SECONDS + " s: " + this);
            }
            RUNNING.remove(this);
            return process.exitValue();
        } catch (InterruptedException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as the kernel does when memory is short. */
    void kill() {
        process.destroyForcibly();
    }

    String out() {
        return Scratch.read(folder.resolve("out"));
    }

    String err() {
        return Scratch.read(folder.resolve("err"));
    }

    /** What a user sees of a failure: the last line that is not Spark's. */
    String lastWord() {
        return err().lines()
                .filter(line -> line.startsWith("qsnn: "))
                .reduce((first, second) -> second)
                .orElse("");
    }

    boolean showsStackTrace() {
        return err().lines().anyMatch(line -> line.startsWith("\tat "));
    }

    /** How often Spark's event log has an event, such as {@code ExecutorAdded}. */
    int events(String kind) {
        String text = "{\"Event\":\"SparkListener" + kind + "\"";
        int count = 0;
        for (Path file : Scratch.files(folder.resolve("events"))) {
            if (file.getFileName().toString().endsWith(".crc")) continue;
            count += (int) Scratch.read(file).lines().filter(line -> line.startsWith(text)).count();
        }
        return count;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        RUNNING.remove(this);
    }

    @Override
    public String toString() {
        List<String> err = err().lines().toList();
        return name
                + ": "
                + String.join("\n", err.subList(Math.max(0, err.size() - 15), err.size()));
    }
}
