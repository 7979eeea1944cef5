package org.sparkqsnn.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.Json;

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
        Map<String, Checkpoints.Content> files = new LinkedHashMap<>();
        files.put(WEIGHTS, out -> WeightsFile.write(state, out));
        files.put(STATE, out -> out.write(json));
        checkpoints.write(state.round(), files);
    }

    /** Reads a checkpoint whose files are whole; refuses one of another format version. */
    public static Checkpoint read(Checkpoints.Stored stored) {
        String where = stored.nameOf(STATE);
        StateFile file = Json.read(bytes(stored), StateFile.class, where);
        if (file.version != StateFile.VERSION) {
            throw new BadInput(
                    where + ": version " + file.version + ", this build reads " + StateFile.VERSION);
        }
        return new Checkpoint(
                weights(stored), file.metricsBytes, file.scores.stream().findFirst());
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
