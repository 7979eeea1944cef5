package org.sparkqsnn.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.training.round.Workers;

/**
 * What one round did: a line of {@code metrics.jsonl}.
 *
 * @param round rounds done, this one included
 * @param epoch epoch of the round, from 1
 * @param steps time steps of a sample
 * @param counts over the round's samples, by networks that learn while they count
 * @param learningRate of the round's first local step
 * @param drift norm of the mean delta over norm of the parameters
 * @param times of the job
 * @param average seconds of the outer step, without the adding in {@code times}
 * @param checkpoint seconds of the checkpoint written since the last round's line, 0 if none
 * @param rest seconds since the last round's line, or the run's start, that are in no other part
 *     and in no evaluation: the last line itself, the listener, closing the job
 * @param machines kinds of machine that took part so far
 */
public record RoundReport(
        int round,
        int epoch,
        int steps,
        Counts counts,
        double learningRate,
        double drift,
        Workers.Times times,
        double average,
        double checkpoint,
        double rest,
        Machines machines) {

    public double imagesPerSecond() {
        return counts.samples() / seconds();
    }

    /** The whole round, without checkpoint and evaluation. */
    public double seconds() {
        return times.sum() + average + rest;
    }

    /**
     * The line; firing rates are spikes per neuron and time step, fractions are of (sample, neuron)
     * pairs, each an array by layer. A layer that does not spike has null in them; where no layer
     * spikes they are left out, and where the read-out does not, ties are. The penalty is what of
     * the loss spikes cost; it is left out where they cost nothing.
     *
     * @param paramsSha256 of the parameters after the round
     */
    public ObjectNode json(String paramsSha256) {
        ObjectNode line =
                Json.object()
                        .put("event", "round")
                        .put("round", round)
                        .put("epoch", epoch)
                        .put("loss", counts.loss())
                        .put("trainAccuracy", counts.accuracy())
                        .put("imagesPerSecond", imagesPerSecond())
                        .put("learningRate", learningRate)
                        .put("drift", drift)
                        .put("samples", counts.samples())
                        .put("paramsSha256", paramsSha256);
        if (counts.penaltySum() != 0) line.put("penalty", counts.penaltySum() / counts.samples());
        Activity activity = counts.activity();
        if (activity.isOfReadout()) line.put("ties", counts.ties());
        putPerLayer(line, "firingRate", activity.spikes(), steps);
        putPerLayer(line, "silentFraction", activity.silent(), 1);
        putPerLayer(line, "saturatedFraction", activity.saturated(), 1);
        if (!machines.added().isEmpty()) line.putPOJO("machines", machines.added());
        line.putObject("seconds")
                .put("broadcast", times.broadcast())
                .put("compute", times.compute())
                .put("wait", times.idle())
                .put("collect", times.collect())
                .put("average", times.fold() + average)
                .put("checkpoint", checkpoint)
                .put("rest", rest);
        return line;
    }

    private void putPerLayer(ObjectNode line, String key, long[] counted, int per) {
        Activity activity = counts.activity();
        if (activity.isEmpty()) return;
        ArrayNode rates = line.putArray(key);
        for (int i = 0; i < counted.length; i++) {
            if (activity.isOf(i)) rates.add(counted[i] / ((double) per * activity.neurons()[i]));
            else rates.addNull();
        }
    }
}
