package org.sparkqsnn.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.Content;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * What continues a run as if nothing had happened.
 *
 * @param state all numbers
 * @param metrics lines of {@code metrics.jsonl} up to this round
 * @param score the last evaluation, if there was one
 */
public record Checkpoint(ModelState state, byte[] metrics, Optional<Score> score) {
    private static final String WEIGHTS = "weights.bin";
    private static final String STATE = "state.json";
    private static final String METRICS = "metrics.jsonl";
    private static final String MACHINES = "\"machines\":";

    /** {@code state.json}, format version 1; {@code scores} has none or one. */
    record StateFile(
            int version, int round, long metricsBytes, String paramsSha256, List<Score> scores) {
        static final int VERSION = 1;

        StateFile {
            if (version != VERSION) {
                throw new BadInput("version " + version + ", this build reads " + VERSION);
            }
            scores = List.copyOf(scores);
            if (scores.size() > 1) throw new BadInput("has more than one score");
            for (Score score : scores) require(score, round);
        }

        private static void require(Score score, int round) {
            boolean counted =
                    score.correct() >= 0
                            && score.ties() >= 0
                            && score.samples() >= Math.max(score.correct(), score.ties());
            boolean known = score.split().equals("test") || score.split().equals("validation");
            if (!counted || !known || score.round() > round) {
                throw new BadInput("has a score that cannot be: " + score);
            }
        }
    }

    /** Kinds of machine that the rounds so far were computed on, as far as their lines say. */
    Machines machines() {
        List<String> kinds = new ArrayList<>();
        new String(metrics, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(MACHINES))
                .map(
                        line ->
                                Json.read(
                                        line.getBytes(StandardCharsets.UTF_8),
                                        ObjectNode.class,
                                        METRICS))
                .forEach(line -> line.path("machines").forEach(kind -> kinds.add(kind.asText())));
        return new Machines(List.copyOf(kinds), List.of());
    }

    public void write(Checkpoints checkpoints) {
        StateFile file =
                new StateFile(
                        StateFile.VERSION,
                        state.round(),
                        metrics.length,
                        WeightsFile.sha256(state.parameters()),
                        score.stream().toList());
        byte[] json = Json.pretty(file);
        Map<String, Content> files = new LinkedHashMap<>();
        files.put(WEIGHTS, out -> WeightsFile.write(state, out));
        files.put(STATE, out -> out.write(json));
        files.put(METRICS, out -> out.write(metrics));
        checkpoints.write(state.round(), files);
    }

    /** The state before the first round. */
    public static Checkpoint fresh(ExperimentConfig config, TrainingData data) {
        float[] parameters =
                shape(config, data).initialParameters(config.seed(), config.model().init());
        return new Checkpoint(
                ModelState.initial(config, parameters), new byte[0], Optional.empty());
    }

    /**
     * The newest whole checkpoint; empty if there never was one.
     *
     * @param warnings receives a line for each damaged one that is passed over
     * @throws BadInput if its network is not the config's
     */
    public static Optional<Checkpoint> latest(
            Checkpoints checkpoints,
            ExperimentConfig config,
            TrainingData data,
            Consumer<String> warnings) {
        return latest(checkpoints, config, shape(config, data), warnings);
    }

    /** The same where the data are known by their shape only. */
    public static Optional<Checkpoint> latest(
            Checkpoints checkpoints,
            ExperimentConfig config,
            NetworkShape shape,
            Consumer<String> warnings) {
        Optional<Checkpoint> latest = checkpoints.latest(warnings).map(Checkpoint::read);
        latest.ifPresent(found -> found.state.requireFit(config, shape.parameters()));
        return latest;
    }

    private static NetworkShape shape(ExperimentConfig config, TrainingData data) {
        return NetworkShape.of(config, data.train().features(), data.train().classes());
    }

    /** Reads a checkpoint whose files are whole; refuses one of another format version. */
    private static Checkpoint read(Checkpoints.Stored stored) {
        String where = stored.nameOf(STATE);
        StateFile file = Json.read(bytes(stored, STATE), StateFile.class, where);
        ModelState state = weights(stored);
        byte[] metrics =
                stored.has(METRICS)
                        ? bytes(stored, METRICS)
                        : stored.beside(METRICS, file.metricsBytes);
        if (file.round != state.round()
                || file.metricsBytes != metrics.length
                || !file.paramsSha256.equals(WeightsFile.sha256(state.parameters()))) {
            throw new BadInput(
                    where + ": is not of the weights and metrics beside it; restore all three");
        }
        return new Checkpoint(state, metrics, file.scores.stream().findFirst());
    }

    private static ModelState weights(Checkpoints.Stored stored) {
        try (InputStream in = stored.open(WEIGHTS)) {
            return WeightsFile.read(in, stored.round(), stored.nameOf(WEIGHTS));
        } catch (IOException e) {
            throw BadInput.cannot("read", stored.nameOf(WEIGHTS), e, "restore the file");
        }
    }

    private static byte[] bytes(Checkpoints.Stored stored, String file) {
        try (InputStream in = stored.open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw BadInput.cannot("read", stored.nameOf(file), e, "restore the file");
        }
    }
}
