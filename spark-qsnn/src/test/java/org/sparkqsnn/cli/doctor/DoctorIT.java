package org.sparkqsnn.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.Session;

/** {@code doctor} with two executors in JVMs of their own, and results of 19 MB. */
@Timeout(900)
class DoctorIT {
    @TempDir private Path folder;

    @Test
    void healthyCluster_isSeenAsItIs() throws IOException {
        JsonNode json = examine();
        assertEquals(0, json.get("problems").intValue(), json.toPrettyString());
        assertEquals("2, 2 tasks at once", finding(json, "executors").get("value").textValue());
        assertEquals("ok", finding(json, "Java").get("level").textValue());
        assertEquals("ok", finding(json, "spark.executor.memory").get("level").textValue());
        assertTrue(json.get("probe").get("seconds").get("broadcast").doubleValue() > 0);
    }

    /** No result has to fit into Kryo's buffer, as WireChecks.buffer says. */
    @Test
    void smallKryoBuffer_isEnough_andAnotherCollectorIsFound() throws IOException {
        JsonNode json =
                examine(
                        "spark.kryoserializer.buffer.max",
                        "1m",
                        "spark.executor.extraJavaOptions",
                        "-XX:+UseSerialGC");
        assertEquals(0, json.get("problems").intValue(), json.toPrettyString());
        assertEquals("advice", level(json, "collector"), json.toPrettyString());
    }

    @Test
    void resultsThatDoNotFit_areForeseen_andFail() throws IOException {
        JsonNode json = examine("spark.driver.maxResultSize", "20m");
        assertEquals("problem", level(json, "spark.driver.maxResultSize"), json.toPrettyString());
        assertEquals("problem", level(json, "two rounds"), json.toPrettyString());
        String why = finding(json, "two rounds").get("why").textValue();
        assertTrue(why.contains("maxResultSize"), why);
    }

    /** The default network with four workers, whose moments come back with their deltas. */
    private JsonNode examine(String... pairs) throws IOException {
        ExperimentConfig config =
                ConfigReader.read(
                        Optional.empty(),
                        List.of("run.dir=" + folder.resolve("run"), "encoder.steps=4"));
        SparkConf conf =
                Session.conf("doctor")
                        .setMaster("local-cluster[2,1,1536]")
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.executor.memory", "1g")
                        .set(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"));
        List<String> settings = new ArrayList<>(List.of(pairs));
        for (int i = 0; i < settings.size(); i += 2) conf.set(settings.get(i), settings.get(i + 1));
        return new ObjectMapper().readTree(new DoctorSession(config, conf).report(true).json());
    }

    private static String level(JsonNode json, String setting) {
        return finding(json, setting).get("level").textValue();
    }

    private static JsonNode finding(JsonNode json, String setting) {
        for (JsonNode finding : json.get("findings"))
            if (finding.get("setting").textValue().equals(setting)) return finding;
        throw new AssertionError(setting + " is not in " + json.toPrettyString());
    }
}
