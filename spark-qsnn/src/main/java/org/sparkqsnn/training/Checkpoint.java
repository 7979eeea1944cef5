package org.sparkqsnn.training;

import java.io.IOException;
import java.io.InputStream;
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
 * @param metricsBytes length of {@code metrics.jsonl} at this round
 * @param score the last evaluation, if there was one
 */
public record Checkpoint(ModelState state, long metricsBytes, Optional<Score> score) {
    private static final String WEIGHTS = "weights.bin";
    private static final String STATE = "state.json";

    /** {@code state.json}, format version 1; {@code scores} has none or one. */
    record StateFile(
            int version, int round, long metricsBytes, String paramsSha256, List<Score> scores) {
        static final int VERSION = 1;
    }

    public void write(Checkpoints checkpoints) {
        StateFile file =
                new StateFile(
                        StateFile.VERSION,
                        state.round(),
                        metricsBytes,
                        WeightsFile.sha256(state.parameters()),
                        score.stream().toList());
        byte[] json = Json.pretty(file);
        Map<String, Content> files = new LinkedHashMap<>();
        files.put(WEIGHTS, out -> WeightsFile.write(state, out));
        files.put(STATE, out -> out.write(json));
        checkpoints.write(state.round(), files);
    }

    /** The state before the first round. */
    public static Checkpoint fresh(ExperimentConfig config, TrainingData data) {
        float[] parameters =
                shape(config, data).initialParameters(config.seed(), config.model().init());
        return new Checkpoint(ModelState.initial(config, parameters), 0, Optional.empty());
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
        Optional<Checkpoint> latest = checkpoints.latest(warnings).map(Checkpoint::read);
        int expected = shape(config, data).parameters();
        latest.ifPresent(
                found -> {
                    int parameters = found.state.parameters().length;
                    if (parameters != expected) {
                        throw new BadInput(
                                "the checkpoint of round "
                                        + found.state.round()
                                        + " has "
                                        + parameters
                                        + " parameters, the config's network "
                                        + expected
                                        + "; train into a new run.dir");
                    }
                });
        return latest;
    }

    private static NetworkShape shape(ExperimentConfig config, TrainingData data) {
        return NetworkShape.of(config.model(), data.train().features(), data.train().classes());
    }

    /** Reads a checkpoint whose files are whole; refuses one of another format version. */
    private static Checkpoint read(Checkpoints.Stored stored) {
        String where = stored.nameOf(STATE);
        StateFile file = Json.read(bytes(stored), StateFile.class, where);
        if (file.version != StateFile.VERSION) {
            throw new BadInput(
                    where
                            + ": version "
                            + file.version
                            + ", this build reads "
                            + StateFile.VERSION);
        }
        return new Checkpoint(weights(stored), file.metricsBytes, file.scores.stream().findFirst());
    }

    private static ModelState weights(Checkpoints.Stored stored) {
        try (InputStream in = stored.open(WEIGHTS)) {
            return WeightsFile.read(in, stored.round(), stored.nameOf(WEIGHTS));
        } catch (IOException e) {
            throw BadInput.cannot("read", stored.nameOf(WEIGHTS), e, "restore the file");
        }
    }

    private static byte[] bytes(Checkpoints.Stored stored) {
        try (InputStream in = stored.open(STATE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw BadInput.cannot("read", stored.nameOf(STATE), e, "restore the file");
        }
    }
}
