package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code scripts/qsnn} as a user calls it. Each start gets a folder of its own under {@code folder}
 * for its output and its event log.
 *
 * @param folder where all of them are
 * @param environment added to ours
 * @param options of spark-submit
 */
record Launcher(Path folder, Map<String, String> environment, List<String> options) {
    /** The Spark that Maven fetched, as {@code scripts/qsnn} sees it. */
    static final Path EMBEDDED = Scratch.ROOT.resolve("spark-qsnn/target/spark/jars");

    /** Small JVMs on loopback, whose temporary files stay in {@code folder}. */
    static Launcher on(String master, Path folder) {
        Path temporary = Scratch.make(folder.resolve("tmp"));
        // Neither shared nor counters in /tmp, which a kill would leave there.
        String jvm = "-Djava.io.tmpdir=" + temporary + " -XX:-UsePerfData";
        Map<String, String> environment =
                Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_DIRS", temporary.toString());
        Launcher plain =
                new Launcher(
                        folder,
                        environment,
                        List.of("--driver-memory", "640m", "--executor-memory", "600m"));
        return plain.with("spark.master", master)
                .with("spark.driver.host", "127.0.0.1")
                .with("spark.ui.enabled", "false")
                .with("spark.eventLog.enabled", "true")
                .with("spark.eventLog.compress", "false")
                .with("spark.executor.cores", "1")
                .with("spark.cores.max", "2")
                // A run starts when both executors are there, and not without the second one.
                .with("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .with("spark.driver.extraJavaOptions", jvm)
                .with("spark.executor.extraJavaOptions", jvm);
    }

    Launcher with(String key, String value) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--conf", key + "=" + value));
        return new Launcher(folder, environment, all);
    }

    Launcher withOption(String name, String value) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(name, value));
        return new Launcher(folder, environment, all);
    }

    Launcher withEnvironment(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new Launcher(folder, all, options);
    }

    /** Version of the launcher's Spark, by the name of a jar. */
    static String sparkVersion() {
        return Scratch.list(EMBEDDED).stream()
                .map(jar -> jar.getFileName().toString())
                .filter(jar -> jar.startsWith("spark-core_"))
                .map(jar -> jar.replaceAll("spark-core_[^-]*-|\\.jar", ""))
                .findFirst()
                .orElse("unknown");
    }

    /** Whether the launcher's Spark can talk to YARN. */
    static boolean knowsYarn() {
        return Scratch.list(EMBEDDED).stream()
                .anyMatch(jar -> jar.getFileName().toString().startsWith("spark-yarn"));
    }

    /** Starts a driver. */
    Submission start(String name, String... verb) {
        Path own = Scratch.make(folder.resolve(name));
        Path events = Scratch.make(own.resolve("events"));
        List<String> command = new ArrayList<>(List.of(script("qsnn")));
        command.addAll(options);
        command.addAll(List.of("--conf", "spark.eventLog.dir=" + events.toUri()));
        command.addAll(Arrays.asList(verb));
        return Submission.start(name, own, process(command, environment));
    }

    static String script(String name) {
        return Scratch.ROOT.resolve("scripts").resolve(name).toString();
    }

    /** A process with our environment, but without what Maven set for the tests' own JVM. */
    static ProcessBuilder process(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Writes a file that only we can read. */
    static Path writePrivate(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
