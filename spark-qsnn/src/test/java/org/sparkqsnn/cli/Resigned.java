package org.sparkqsnn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.Deciding;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.ConfigHash;

/** What sha256 cannot do: whoever changes a file changes its sha256 as well. */
final class Resigned {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Resigned() {}

    /** Lets a run's config name other data, and all hashes agree. */
    static void dataPath(Path run, String uri) throws IOException {
        Path file = run.resolve("config.json");
        byte[] good = Files.readAllBytes(file);
        ObjectNode identity = (ObjectNode) MAPPER.readTree(good);
        identity.withObject("/config/data").put("path", uri);
        Files.write(file, config(Json.line(identity), good));
        manifests(run);
    }

    /** Lets a run's config say something else, whatever it then means. */
    static void text(Path run, String from, String to) throws IOException {
        Path file = run.resolve("config.json");
        ObjectNode identity =
                (ObjectNode) MAPPER.readTree(Files.readString(file).replace(from, to));
        ExactJson text = ExactJson.read(Json.line(identity)).at("config");
        int version = identity.path("version").asInt();
        Files.write(file, Json.pretty(identity.put("configSha256", ConfigHash.of(text, version))));
        manifests(run);
    }

    /**
     * The file with the sha256 that its config has; as it is if it holds none that can be read, or
     * one that would train another network.
     */
    static byte[] config(byte[] file, byte[] good) {
        try {
            ObjectNode identity = (ObjectNode) MAPPER.readTree(file);
            ExperimentConfig config = experiment(identity);
            String path = experiment(MAPPER.readTree(good)).data().path();
            ExperimentConfig back = ConfigReader.changed(config, Map.of("data.path", path));
            if (Deciding.difference(experiment(MAPPER.readTree(good)), back).isPresent())
                return file;
            ExactJson text = ExactJson.read(Json.line(identity)).at("config");
            int version = identity.path("version").asInt();
            return Json.pretty(identity.put("configSha256", ConfigHash.of(text, version)));
        } catch (IOException | RuntimeException e) {
            return file;
        }
    }

    private static ExperimentConfig experiment(JsonNode identity) {
        return ConfigReader.read(identity.path("config").toString(), "config.json");
    }

    /** Gives the run's manifests the sha256 of its config. */
    static void manifests(Path run) throws IOException {
        String sha256 = sha256(run.resolve("config.json"));
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith("MANIFEST-")) continue;
                ObjectNode manifest = (ObjectNode) MAPPER.readTree(file.toFile());
                Files.write(file, Json.pretty(manifest.put("configSha256", sha256)));
            }
        }
    }

    /** What a config says it has; empty if it says nothing. */
    private static String sha256(Path config) {
        try {
            return MAPPER.readTree(config.toFile()).path("configSha256").asText();
        } catch (IOException e) {
            return "";
        }
    }
}
