package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.run.ConfigHash;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunIdentity;

class ConfigHashTest {
    private static final DataIdentity DATA =
            new DataIdentity("small", "0".repeat(64), 28, 28, 10, 300, 120);

    @Test
    void hash_ignoresWhatDecidesNoResult_andNothingElse() {
        String hash = ExperimentRun.sha256(read());
        assertEquals(hash, ExperimentRun.sha256(read("run.dir=x", "checkpoint.keep=7")));
        assertEquals(hash, ExperimentRun.sha256(read("tracking.experiment=x")));
        assertEquals(hash, ExperimentRun.sha256(read("data.path=/elsewhere")));
        assertEquals(64, hash.length());
        assertNotEquals(hash, ExperimentRun.sha256(read("seed=1")));
        assertNotEquals(hash, ExperimentRun.sha256(read("data.holdout=0.1")));
    }

    /** Sorted at every level, compact, numbers as they stand, keys of no known build among them. */
    @Test
    void deciding_isThisText() {
        String file =
                "{\"seed\": 4, \"run\": {\"dir\": \"x\"}, \"new\": [{\"b\": 1e-3, \"a\": null}],"
                        + " \"data\": {\"path\": \"p\", \"holdout\": 0.10}, \"checkpoint\": {}}";
        String text = "{\"data\":{\"holdout\":0.10},\"new\":[{\"a\":null,\"b\":1e-3}],\"seed\":4}";
        assertEquals(Sha256.of(utf8(text)), ConfigHash.of(utf8(file)));
    }

    /** By the builds themselves: the sha256 that stands in their files. */
    @ParameterizedTest
    @CsvSource({
        "written-by-d87453b/run/config.json, 1",
        "written-by-d87453b/model/config.json, 1",
        "written-by-4c8c729/run/config.json, 2",
        "written-by-4c8c729/model/config.json, 2"
    })
    void formerFile_hasTheHashThatStandsInIt_byItsText_andByItsConfig(String name, int version)
            throws IOException {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources", name));
        JsonNode json = new ObjectMapper().readTree(file);
        String expected = json.get("configSha256").textValue();
        assertEquals(version, json.get("version").intValue());
        assertEquals(expected, ConfigHash.of(ExactJson.read(file).at("config"), version));
        ExperimentConfig config = ConfigReader.read(json.get("config").toString(), name);
        assertEquals(expected, ExperimentRun.sha256(config, version));
    }

    @Test
    void hashOfTheFirstVersion_hasThePath_andThatOfTheSecondHasNot() {
        ExperimentConfig moved = read("data.path=/x");
        assertNotEquals(ExperimentRun.sha256(read(), 1), ExperimentRun.sha256(moved, 1));
        assertEquals(ExperimentRun.sha256(read(), 2), ExperimentRun.sha256(moved, 2));
    }

    /** As a later build reads a file of this one: it knows keys that the file does not have. */
    @Test
    void fileWithoutALaterKey_isWhatItWas() {
        ExperimentConfig tail = read("data.holdout=0.1", "data.split=tail");
        ObjectNode config = ConfigTree.json(tail);
        ((ObjectNode) config.get("data")).remove("split");
        RunIdentity read = RunIdentity.read(RunIdentity.of(config, DATA).json(), "file");
        assertEquals(tail, ExperimentRun.config(read));
    }

    @Test
    void valueThatWasChanged_isRefused() {
        RunIdentity identity = RunIdentity.of(ConfigTree.json(read()), DATA);
        String json = new String(identity.json(), StandardCharsets.UTF_8);
        for (String change :
                List.of("\"steps\" : 26", "\"steps\" : 25.0", "\"steps\" : 25, \"x\" : 1")) {
            String changed = json.replace("\"steps\" : 25", change);
            assertNotEquals(json, changed);
            BadInput refused =
                    assertThrows(BadInput.class, () -> RunIdentity.read(utf8(changed), "file"));
            assertTrue(refused.getMessage().contains("does not have the sha256 beside it"));
        }
    }

    /** What decides nothing may be changed, and so may the layout. */
    @Test
    void fileThatWasLaidOutAnew_isRead() {
        RunIdentity identity = RunIdentity.of(ConfigTree.json(read()), DATA);
        String line = Json.text(identity).replace("\"keep\":3", "\"keep\":4");
        assertEquals(
                4, ExperimentRun.config(RunIdentity.read(utf8(line), "file")).checkpoint().keep());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ExperimentConfig read(String... overrides) {
        return ConfigReader.read(Optional.empty(), List.of(overrides));
    }
}
