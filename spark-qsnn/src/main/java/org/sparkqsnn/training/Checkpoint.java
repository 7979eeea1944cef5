package org.sparkqsnn.training;

import com.fasterxml.jackson.annotation.JacksonInject;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.MetricsLines;
import org.sparkqsnn.storage.Content;
import org.sparkqsnn.training.round.ModelState;

/**
 * What continues a run as if nothing had happened.
 *
 * @param state all numbers
 * @param metrics lines of {@code metrics.jsonl} up to this round
 * @param score the last evaluation, if there was one
 * @param machines kinds of machine that its rounds were computed on, in the order in which they
 *     came; empty where an older build wrote it
 */
public record Checkpoint(
        ModelState state, MetricsLines metrics, Optional<Score> score, List<String> machines) {
    private static final String WEIGHTS = "weights.bin";
    private static final String STATE = "state.json";
    private static final String METRICS = "metrics.jsonl";

    /**
     * {@code state.json}, format version 1; {@code metricsBytes} of the lines after the segments,
     * {@code scores} has none or one.
     */
    record StateFile(
            int version,
            int round,
            long metricsBytes,
            String paramsSha256,
            List<Score> scores,
            @JacksonInject("machines") List<String> machines) {
        static final int VERSION = 1;

        StateFile {
            if (version != VERSION) {
                throw new BadInput("version " + version + ", this build reads " + VERSION);
            }
            scores = List.copyOf(scores);
            machines = List.copyOf(machines);
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

    public void write(Checkpoints checkpoints) {
        StateFile file =
                new StateFile(
                        StateFile.VERSION,
                        state.round(),
                        metrics.tail().length,
                        WeightsFile.sha256(state.parameters()),
                        score.stream().toList(),
                        machines);
        byte[] json = Json.pretty(file);
        Map<String, Content> files = new LinkedHashMap<>();
        files.put(WEIGHTS, out -> WeightsFile.write(state, out));
        files.put(STATE, out -> out.write(json));
        files.put(METRICS, out -> out.write(metrics.tail()));
        checkpoints.write(state.round(), files, metrics.segments());
    }

    /** The state before the first round. */
    public static Checkpoint fresh(ExperimentConfig config, TrainingData data) {
        float[] parameters = shape(config, data).initialParameters(config.seed());
        return new Checkpoint(
                ModelState.initial(config, parameters),
                MetricsLines.NONE,
                Optional.empty(),
                List.of());
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

    /** The newest whole checkpoint of a network whose data are known by their shape only. */
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
        return config.network(data.train().features(), data.train().classes());
    }

    /** Reads a checkpoint whose files are whole; refuses one of another format version. */
    private static Checkpoint read(Checkpoints.Stored stored) {
        String where = stored.nameOf(STATE);
        StateFile file = Json.read(bytes(stored, STATE), StateFile.class, where);
        ModelState state = weights(stored);
        byte[] tail =
                stored.has(METRICS)
                        ? bytes(stored, METRICS)
                        : stored.beside(METRICS, file.metricsBytes);
        if (file.round != state.round()
                || file.metricsBytes != tail.length
                || !file.paramsSha256.equals(WeightsFile.sha256(state.parameters()))) {
            throw new BadInput(
                    where + ": is not of the weights and metrics beside it; restore all three");
        }
        MetricsLines metrics = new MetricsLines(stored.segments(), tail);
        return new Checkpoint(state, metrics, file.scores.stream().findFirst(), file.machines);
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
