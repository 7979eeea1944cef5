package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A standalone master and two workers of {@code scripts/local-cluster}, with strikes against them.
 */
final class LocalCluster implements AutoCloseable {
    /** Two each, so that one worker can hold both executors of a run and a driver. */
    private static final List<String> SIZE = List.of("--cores", "2", "--memory", "3g");

    private final Path folder;
    private final Map<String, String> environment;

    private LocalCluster(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    static LocalCluster start(Path folder) {
        return start(folder, Map.of());
    }

    /** Starts it in a folder and on a port of its own; {@code environment} is added to ours. */
    static LocalCluster start(Path folder, Map<String, String> environment) {
        Path temporary = Scratch.make(folder.resolve("tmp"));
        Map<String, String> all = new HashMap<>(environment);
        all.put("SPARK_LOCAL_DIRS", temporary.toString());
        all.put("SPARK_DAEMON_MEMORY", "256m");
        all.put(
                "SPARK_DAEMON_JAVA_OPTS",
                "-XX:-UsePerfData -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary);
        LocalCluster cluster = new LocalCluster(folder, all);
        Processes.closeAtExit(cluster);
        cluster.script("start", List.of("--workers", "2", "--port", Integer.toString(freePort())));
        return cluster;
    }

    String url() {
        return Scratch.read(folder.resolve("url")).strip();
    }

    /** Executor JVMs that live. */
    List<ProcessHandle> executors() {
        return Processes.in(folder.resolve("work")).stream()
                .filter(process -> Processes.commandLine(process).contains("ExecutorBackend"))
                .toList();
    }

    /** Waits for a run's executors. */
    ProcessHandle executor(int index) {
        Await.until(() -> "executor " + index, () -> executors().size() > index);
        return executors().get(index);
    }

    /** Worker 1 or 2. */
    ProcessHandle worker(int number) {
        String pid = Scratch.read(folder.resolve("worker-" + number + ".pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Starts dead workers again. */
    void mend() {
        script("mend", List.of());
    }

    /** Deletes the libraries of executors that have ended, 140 MB each; what they wrote stays. */
    void sweep() {
        Await.until(() -> "executors are left: " + executors(), () -> executors().isEmpty());
        for (Path file : Scratch.files(folder.resolve("work"))) {
            if (file.toString().endsWith(".jar")) Scratch.delete(file);
        }
    }

    /** What the master and the workers wrote. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        Processes.closed(this);
        for (ProcessHandle executor : executors()) Processes.signal("CONT", executor);
        script("stop", List.of());
        Await.until(
                () -> "executors outlive the cluster: " + executors(), () -> executors().isEmpty());
    }

    private void script(String verb, List<String> more) {
        List<String> command = new ArrayList<>(List.of(Launcher.script("local-cluster"), verb));
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(SIZE);
        command.addAll(more);
        Path log = folder.resolve("local-cluster.log");
        try {
            Process process =
                    Launcher.process(command, environment)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            assertEquals(0, process.waitFor(), () -> verb + ": " + Scratch.read(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Free a moment ago; Spark takes the next one if it is not any more. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
