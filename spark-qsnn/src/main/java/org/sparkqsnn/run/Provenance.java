package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Where a result comes from: one start of a run.
 *
 * @param startedAt UTC, ISO 8601
 * @param command what was typed
 * @param commit git commit of the build; "unknown" outside a checkout, with "+changes" if files
 *     differed from it
 * @param version of spark-qsnn
 * @param java version and vendor of the driver's Java
 * @param spark version of Spark
 * @param nd4j version of ND4J
 * @param os name, version and architecture of the driver's system
 * @param cpu model of the driver's CPU
 * @param master Spark master
 * @param seed of the run
 * @param configSha256 of the config that decides the result
 * @param dataSha256 of the dataset
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
        String dataSha256) {
    static final int VERSION = 1;

    /** {@code provenance.json}. */
    record Log(int version, List<Provenance> starts) {
        Log {
            if (version != VERSION) {
                throw new BadInput("version " + version + ", this build reads " + VERSION);
            }
        }
    }

    /** Of this JVM, now. */
    public static Provenance now(String command, String spark, String master, RunIdentity run) {
        Properties build = properties("/org/sparkqsnn/run/build.properties");
        boolean dirty = Boolean.parseBoolean(build.getProperty("git.dirty"));
        return new Provenance(
                Instant.now().toString(),
                command,
                build.getProperty("git.commit.id", "unknown") + (dirty ? "+changes" : ""),
                build.getProperty("git.build.version", "unknown"),
                system("java.version") + " " + system("java.vendor"),
                spark,
                properties("/META-INF/maven/org.nd4j/nd4j-native/pom.properties")
                        .getProperty("version", "unknown"),
                system("os.name") + " " + system("os.version") + " " + system("os.arch"),
                cpuModel(),
                master,
                run.experiment().seed(),
                run.configSha256(),
                run.data().sha256());
    }

    private static String system(String key) {
        return System.getProperty(key, "unknown");
    }

    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream(resource)) {
            if (in != null) properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("damaged jar: " + resource, e);
        }
        return properties;
    }

    /** From Linux's /proc; elsewhere unknown. */
    private static String cpuModel() {
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
