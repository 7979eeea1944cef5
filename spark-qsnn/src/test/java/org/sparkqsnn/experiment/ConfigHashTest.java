package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunIdentity;

class ConfigHashTest {
    /** By the build of 29 November 2026, from the defaults with these keys changed. */
    private static final Path FIRST =
            Path.of("src/test/resources/written-by-d87453b/run/config.json");

    @Test
    void hash_ignoresWhatDecidesNoResult_andNothingElse() {
        String hash = ConfigHash.of(read());
        assertEquals(hash, ConfigHash.of(read("run.dir=x", "checkpoint.keep=7")));
        assertEquals(hash, ConfigHash.of(read("tracking.experiment=x")));
        assertEquals(hash, ConfigHash.of(read("data.path=/elsewhere")));
        assertEquals(64, hash.length());
        assertNotEquals(hash, ConfigHash.of(read("seed=1")));
        assertNotEquals(hash, ConfigHash.of(read("data.holdout=0.1")));
    }

    @Test
    void hashOfTheFirstVersion_isThatOfItsFile_andHasThePath() throws IOException {
        JsonNode file = new ObjectMapper().readTree(FIRST.toFile());
        ExperimentConfig config = RunIdentity.read(Files.readAllBytes(FIRST), "file").experiment();
        assertEquals(file.get("configSha256").textValue(), ConfigHash.of(config, 1));
        assertNotEquals(ConfigHash.of(config, 1), ConfigHash.of(config.withDataPath("/x"), 1));
    }

    /** A new key without a line in LaterKeys would make all older files unreadable. */
    @Test
    void everyKeyThatTheFirstVersionLacks_saysWhatWasDoneBefore() throws IOException {
        JsonNode file = new ObjectMapper().readTree(FIRST.toFile()).get("config");
        Set<String> then = new TreeSet<>();
        ConfigFactory.parseString(file.toString())
                .entrySet()
                .forEach(key -> then.add(key.getKey()));
        Set<String> told = new TreeSet<>();
        LaterKeys.completed(ConfigFactory.empty())
                .entrySet()
                .forEach(key -> told.add(key.getKey()));
        Set<String> since = new TreeSet<>(ConfigTree.leaves(ExperimentConfig.DEFAULT).keySet());
        since.removeIf(key -> then.contains(key) || !ConfigTree.decidesResult(key));
        assertEquals(since, told);
    }

    @Test
    void fileWithoutALaterKey_isWhatItWas_andHasTheSameHash() {
        ExperimentConfig tail = read("data.holdout=0.1", "data.split=tail");
        ObjectNode json = Json.tree(RunIdentity.of(tail, DATA));
        ((ObjectNode) json.at("/config/data")).remove("split");
        RunIdentity read = RunIdentity.read(Json.pretty(json), "file");
        assertEquals(DataConfig.Split.TAIL, read.experiment().data().split());
        assertEquals(tail, read.experiment());
    }

    @Test
    void valueThatWasChanged_isRefused() {
        String json = new String(RunIdentity.of(read(), DATA).json(), StandardCharsets.UTF_8);
        String changed = json.replace("\"steps\" : 25", "\"steps\" : 26");
        assertNotEquals(json, changed);
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () -> RunIdentity.read(changed.getBytes(StandardCharsets.UTF_8), "file"));
        assertTrue(refused.getMessage().contains("does not have the sha256 beside it"));
    }

    private static final DataIdentity DATA =
            new DataIdentity("small", "0".repeat(64), 28, 28, 10, 300, 120);

    private static ExperimentConfig read(String... overrides) {
        return ConfigReader.read(Optional.empty(), List.of(overrides));
    }
}
