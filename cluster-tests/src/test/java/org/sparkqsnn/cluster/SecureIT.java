package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A cluster that authenticates and encrypts: the same bits, and the secrets nowhere but where they
 * were put.
 */
@Timeout(900)
class SecureIT {
    private static final Path FOLDER = Scratch.of("SecureIT");

    /** All planted secrets begin with this. */
    private static final String PLANTED = "pl4nted";

    private static final String SETTINGS =
            """
            spark.master.rest.enabled false
            spark.authenticate true
            spark.authenticate.secret %1$s-authentication
            spark.network.crypto.enabled true
            spark.io.encryption.enabled true
            spark.hadoop.fs.s3a.access.key %1$s-access
            spark.hadoop.fs.s3a.secret.key %1$s-key
            """
                    .formatted(PLANTED);

    private static LocalCluster cluster;
    private static Launcher local;
    private static Launcher qsnn;

    @BeforeAll
    static void start() {
        Path conf = Scratch.make(FOLDER.resolve("conf"));
        Launcher.writePrivate(conf.resolve("spark-defaults.conf"), SETTINGS);
        Map<String, String> environment = Map.of("SPARK_CONF_DIR", conf.toString());
        cluster = LocalCluster.start(FOLDER.resolve("cluster"), environment);
        local = Launcher.on("local[1]", FOLDER);
        qsnn =
                Launcher.on(cluster.url(), FOLDER)
                        .withEnvironment("SPARK_CONF_DIR", conf.toString())
                        .withEnvironment("AWS_SECRET_ACCESS_KEY", PLANTED + "-environment");
    }

    @AfterAll
    static void stop() {
        Submission.endAll();
        if (cluster != null) cluster.close();
    }

    @Test
    void authenticatedAndEncrypted_sameBits_andNoSecretIsWritten() throws IOException {
        String data = Experiment.prepare(FOLDER.resolve("data").toString(), new Configuration());
        Submission alone = local.start("alone", Experiment.train(data, run("alone").uri()));
        Submission run = qsnn.start("secure", Experiment.train(data, run("secure").uri()));
        run("secure").await(2, run);
        assertEquals(List.of(), Processes.with(PLANTED), "in a command line, for all to see");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(0, alone.exitCode(), alone::toString);
        assertEquals(run("alone").story(), run("secure").story());
        for (String daemon : List.of("master", "worker-1", "worker-2")) {
            String log = Scratch.read(cluster.folder().resolve(daemon + ".log"));
            assertTrue(log.contains("authentication enabled"), daemon);
        }
        cluster.close();
        assertNowhere();
    }

    @Test
    void secretsInAConfig_areRefused_withoutQuotingThem() throws IOException {
        String uri = "s3a://AKIA:" + PLANTED + "-uri@bucket/data";
        assertRefused("in-uri", "has a password in it", Experiment.train(uri, ""));
        assertRefused("in-resume", "has a password in it", "resume", uri);
        assertRefused(
                "in-out", "has a password in it", "prepare", "--dataset", "mnist", "--out", uri);
        assertRefused("in-run-dir", "has a password in it", Experiment.train("", uri));
        Path conf = FOLDER.resolve("conf/experiment.conf");
        Files.writeString(conf, "s3 { secret = \"" + PLANTED + "-config\" }");
        assertRefused("in-config", "s3", "train", conf.toString());
        assertNowhere();
    }

    private static void assertRefused(String name, String why, String... verb) {
        Submission refused = local.start(name, verb);
        assertEquals(2, refused.exitCode(), refused::toString);
        assertTrue(refused.lastWord().contains(why), refused::err);
        assertFalse(refused.err().contains(PLANTED), refused::err);
    }

    /** Logs, outputs, event logs, run directories, executors' folders. */
    private static void assertNowhere() throws IOException {
        int looked = 0;
        for (Path file : Scratch.files(FOLDER)) {
            if (file.startsWith(FOLDER.resolve("conf")) || file.toString().endsWith(".jar")) {
                continue;
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(PLANTED), file::toString);
            looked++;
        }
        assertTrue(looked > 3, "there must be files to look into");
    }

    private static RunFiles run(String name) {
        return RunFiles.at(FOLDER.resolve("runs").resolve(name).toString());
    }
}
