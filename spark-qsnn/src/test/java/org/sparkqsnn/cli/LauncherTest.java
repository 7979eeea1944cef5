package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code scripts/qsnn} hands to spark-submit, seen by a spark-submit that prints its
 * arguments.
 */
class LauncherTest {
    private static final List<String> OURS_BEGIN =
            List.of("--class", "org.sparkqsnn.cli.Qsnn", "--jars", "LIB");
    @TempDir private Path root;

    @BeforeEach
    void pretendToBeBuilt() throws IOException {
        Path target = root.resolve("spark-qsnn/target");
        Files.createDirectories(target.resolve("lib"));
        Files.createDirectories(root.resolve("spark-qsnn/src/main"));
        Files.createDirectories(root.resolve("scripts"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("spark-qsnn/pom.xml"));
        Files.createFile(target.resolve("lib/a.jar"));
        Files.createFile(target.resolve("lib/b.jar"));
        for (String script : List.of("scripts/qsnn", "scripts/lib.sh"))
            Files.copy(Path.of("..", script), root.resolve(script));
        Files.createFile(target.resolve("built"));
        Files.setLastModifiedTime(
                target.resolve("built"), FileTime.from(Instant.now().plusSeconds(60)));
        program(
                "spark/bin/spark-submit",
                "printf '%s\\n' \"$@\"; echo \"env $OMP_NUM_THREADS [$OPENBLAS_CORETYPE] $SPARK_SUBMIT_OPTS\"");
    }

    @Test
    void sparkOptions_goToSparkSubmit_fromBothSidesOfTheVerb() throws Exception {
        List<String> got =
                qsnn(
                        "--master",
                        "yarn",
                        "train",
                        "--num-executors",
                        "4",
                        "a.conf",
                        "--set",
                        "seed=1",
                        "--set",
                        "x=--master");
        assertEquals(
                expected(
                        List.of(
                                "--master",
                                "yarn",
                                "--num-executors",
                                "4",
                                "--driver-memory",
                                "1500m"),
                        List.of("train", "a.conf", "--set", "seed=1", "--set", "x=--master")),
                got.subList(0, got.size() - 1));
    }

    @Test
    void optionsWithEquals_areTheSame() throws Exception {
        assertEquals(
                qsnn("--master", "yarn", "train", "--set", "a=b"),
                qsnn("--master=yarn", "train", "--set", "a=b"));
    }

    @Test
    void driverMemoryOfTheUser_isKept() throws Exception {
        List<String> given = List.of("--driver-memory", "4g");
        assertTrue(contains(qsnn("--driver-memory", "4g", "train"), given));
        assertEquals(
                0, qsnn("--driver-memory", "4g", "train").stream().filter("1500m"::equals).count());
        assertEquals(
                0,
                qsnn("--conf", "spark.driver.memory=4g", "train").stream()
                        .filter("1500m"::equals)
                        .count());
    }

    @Test
    void jarsOfTheUser_areAdded() throws Exception {
        assertTrue(
                qsnn("--jars", "mine.jar", "train").stream()
                        .anyMatch(arg -> arg.endsWith("b.jar,mine.jar")));
    }

    @Test
    void environment_hasOneBlasThread_andNoCoreType() throws Exception {
        String env = environment("train");
        assertTrue(
                env.startsWith("env 1 [] --add-modules=jdk.incubator.vector -XX:+UseG1GC -Dlog4j2"),
                env);
    }

    @Test
    void collectorOfTheUser_isTheOnlyOne() throws Exception {
        String env = environment("--driver-java-options", "-XX:+UseParallelGC", "train");
        assertFalse(env.contains("GC"), env);
    }

    @Test
    void driverOnTheCluster_isGivenTheVectorModuleAndG1() throws Exception {
        String expected =
                "spark.driver.defaultJavaOptions=--add-modules=jdk.incubator.vector -XX:+UseG1GC";
        List<String> yarn = qsnn("--master", "yarn", "--deploy-mode", "cluster", "train");
        assertTrue(contains(yarn, List.of("--conf", expected)), yarn::toString);
        List<String> client = qsnn("--master", "yarn", "train");
        assertFalse(client.contains(expected), client::toString);
    }

    private String environment(String... args) throws Exception {
        List<String> got = qsnn(args);
        return got.get(got.size() - 1);
    }

    @Test
    void argumentsWithSpaces_survive() throws Exception {
        assertTrue(
                contains(
                        qsnn("train", "my file.conf", "--set", "run.dir=a b"),
                        List.of("train", "my file.conf", "--set", "run.dir=a b")));
    }

    @Test
    void mistakes_exitWith2() throws Exception {
        assertEquals(2, start(root.resolve("spark"), "train", "--master").waitFor());
        assertEquals(2, start(root.resolve("nowhere"), "train").waitFor());
    }

    @Test
    void newerSources_areBuilt() throws Exception {
        program(
                "bin/mvn",
                "echo \"mvn $*\" >&2; printf '%s' \"$PWD/x.jar\" > spark-qsnn/target/spark.classpath");
        Files.setLastModifiedTime(
                root.resolve("spark-qsnn/pom.xml"), FileTime.from(Instant.now().plusSeconds(120)));
        Process process = start(root.resolve("spark"), "train");
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), err);
        assertTrue(err.contains("qsnn: building") && err.contains("-DskipTests"), err);
    }

    private List<String> expected(List<String> spark, List<String> own) {
        Path target = root.resolve("spark-qsnn/target");
        List<String> all = new ArrayList<>(spark);
        all.addAll(OURS_BEGIN);
        all.set(all.size() - 1, target + "/lib/a.jar," + target + "/lib/b.jar");
        all.add(target + "/spark-qsnn.jar");
        all.addAll(own);
        return all;
    }

    private static boolean contains(List<String> args, List<String> part) {
        return Collections.indexOfSubList(args, part) >= 0;
    }

    private List<String> qsnn(String... args) throws Exception {
        Process process = start(root.resolve("spark"), args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), err);
        return out.lines().toList();
    }

    private Process start(Path sparkHome, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(root.resolve("scripts/qsnn").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = builder.environment();
        env.put("SPARK_HOME", sparkHome.toString());
        env.put("OPENBLAS_CORETYPE", "Haswell");
        env.put("PATH", root.resolve("bin") + ":" + env.get("PATH"));
        return builder.start();
    }

    private void program(String name, String body) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
