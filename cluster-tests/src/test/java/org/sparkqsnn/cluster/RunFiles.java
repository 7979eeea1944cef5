package org.sparkqsnn.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a run leaves on any file system, seen from outside. */
final class RunFiles {
    private static final Pattern MANIFEST = Pattern.compile("MANIFEST-(\\d+)\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final FileSystem files;
    private final Path directory;

    private RunFiles(FileSystem files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    static RunFiles at(String uri) {
        return at(uri, new Configuration());
    }

    static RunFiles at(String uri, Configuration conf) {
        try {
            Path directory = new Path(uri);
            return new RunFiles(directory.getFileSystem(conf), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return directory.toString();
    }

    /** Round of the newest manifest; 0 if there is none. */
    int newestCheckpoint() {
        int newest = 0;
        try {
            for (FileStatus file : files.listStatus(directory)) {
                Matcher name = MANIFEST.matcher(file.getPath().getName());
                if (name.matches()) newest = Math.max(newest, Integer.parseInt(name.group(1)));
            }
        } catch (FileNotFoundException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return newest;
    }

    /** Waits until a checkpoint of {@code round} or later is there. */
    void await(int round, Submission run) {
        Await.until(
                () -> "round " + round + " in " + directory + "; " + run,
                () -> {
                    if (!run.running()) throw new AssertionError("it has ended: " + run);
                    return newestCheckpoint() >= round;
                });
    }

    /** Round and sha256 of every line of {@code metrics.jsonl}, each round once. */
    List<String> rounds() {
        List<String> rounds = new ArrayList<>();
        for (String line : read(new Path(directory, "metrics.jsonl")).lines().toList()) {
            JsonNode json = parse(line);
            if (json.path("event").asText().equals("round"))
                rounds.add(json.get("round") + " " + json.get("paramsSha256").textValue());
        }
        return rounds;
    }

    /** Sha256 of the weights in the newest checkpoint. */
    String sha256() {
        return parse(read(newest("state.json"))).get("paramsSha256").textValue();
    }

    /** Starts of this run, by {@code provenance.json}. */
    int starts() {
        return parse(read(new Path(directory, "provenance.json"))).get("starts").size();
    }

    /** The whole story, for one comparison: every round with its hash, then the last checkpoint. */
    List<String> story() {
        List<String> story = new ArrayList<>(rounds());
        story.add("checkpoint " + newestCheckpoint() + " " + sha256());
        return story;
    }

    /** A file of the newest checkpoint, or its manifest. */
    Path newest(String file) {
        Path manifest =
                new Path(directory, String.format("MANIFEST-%06d.json", newestCheckpoint()));
        if (file.equals("manifest")) return manifest;
        for (JsonNode entry : parse(read(manifest)).get("files")) {
            String path = entry.get("file").textValue();
            if (path.endsWith("/" + file)) return new Path(directory, path);
        }
        throw new AssertionError(manifest + " lists no " + file);
    }

    FileSystem files() {
        return files;
    }

    private String read(Path file) {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
