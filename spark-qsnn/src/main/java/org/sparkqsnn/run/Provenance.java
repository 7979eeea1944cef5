package org.sparkqsnn.run;

import com.fasterxml.jackson.annotation.JacksonInject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Where a result comes from: one start of a run.
 *
 * @param startedAt UTC, ISO 8601
 * @param command verb and options
 * @param commit git commit of the build
 * @param version of spark-qsnn
 * @param java version and vendor of the driver's Java
 * @param spark version of Spark
 * @param nd4j version of ND4J
 * @param os name, version and architecture of the driver's system
 * @param cpu model of the driver's CPU
 * @param master Spark master
 * @param seed of the run
 * @param configSha256 of the config that decides the result
 * @param dataSha256 of the dataset it was trained on
 * @param kinds records of the user's own that the config names; files of version 1 have none
 */
public record Provenance(
        String startedAt,
        String command,
        String commit,
        String version,
        String java,
        String spark,
        String nd4j,
        String os,
        String cpu,
        String master,
        long seed,
        String configSha256,
        String dataSha256,
        @JacksonInject("kinds") List<OwnKind> kinds) {
    static final int VERSION = 2;

    public Provenance {
        kinds = List.copyOf(kinds);
    }

    /** {@code provenance.json}. */
    record Log(int version, List<Provenance> starts) {
        Log {
            if (version < 1 || version > VERSION) {
                throw new BadInput(
                        "provenance version " + version + ", this build reads 1 to " + VERSION);
            }
        }
    }

    /**
     * Of this JVM, now.
     *
     * @param command verb and options
     * @param spark version of Spark
     * @param master Spark master
     * @param own records of the user's own in the config
     */
    public static Provenance now(
            String command, String spark, String master, RunIdentity run, Set<Class<?>> own) {
        return now(
                command, spark, master, run.seed(), run.configSha256(), run.data().sha256(), own);
    }

    /** Provenance of a start that is no run's; see the record for the parameters. */
    public static Provenance now(
            String command,
            String spark,
            String master,
            long seed,
            String configSha256,
            String dataSha256,
            Set<Class<?>> own) {
        return new Provenance(
                Instant.now().toString(),
                command,
                Build.commit(),
                Build.version(),
                system("java.version") + " " + system("java.vendor"),
                spark,
                Build.versionOf("org.nd4j", "nd4j-native"),
                system("os.name") + " " + system("os.version") + " " + system("os.arch"),
                cpuModel(),
                master,
                seed,
                configSha256,
                dataSha256,
                own.stream().map(OwnKind::of).toList());
    }

    private static String system(String key) {
        return System.getProperty(key, "unknown");
    }

    /** Model of this machine's CPU, from Linux's /proc; elsewhere unknown. */
    public static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
