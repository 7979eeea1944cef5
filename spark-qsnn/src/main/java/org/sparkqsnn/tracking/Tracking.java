package org.sparkqsnn.tracking;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.TrackingConfig;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;

/** Passes a run's reports to the sinks of its config; does nothing where there are none. */
public final class Tracking implements RunListener, AutoCloseable {
    /** Longest wait at the end, for all sinks together. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<SinkThread> sinks = new ArrayList<>();
    private Sink.End end = Sink.End.FAILED;

    /**
     * @param configSha256 that the run began with
     * @param rounds done before this start
     * @param token for MLflow; empty for none
     * @param warnings receives one line at most for each sink
     */
    public Tracking(
            ExperimentConfig config,
            String configSha256,
            Configuration hadoop,
            int rounds,
            String token,
            Consumer<String> warnings) {
        TrackingConfig where = config.tracking();
        requireSafe(where, token);
        if (!where.tensorboard().isEmpty()) {
            Sink file = new EventFile(where.tensorboard(), hadoop, rounds);
            sinks.add(new SinkThread("TensorBoard", file, SinkThread.PAUSE, warnings));
        }
        if (!where.mlflow().isEmpty()) {
            Sink run = new MlflowRun(where.mlflow(), token, config, configSha256);
            sinks.add(new SinkThread("MLflow", run, SinkThread.PAUSE, warnings));
        }
    }

    /**
     * Refuses to send a token where others can read it on its way.
     *
     * @throws BadInput if there is one, and the server is asked over http and not on this machine
     */
    public static void requireSafe(TrackingConfig where, String token) {
        if (token.isEmpty() || where.mlflow().isEmpty()) return;
        if (PlainUri.isPrivate(URI.create(where.mlflow()))) return;
        throw new BadInput(
                "tracking.mlflow is "
                        + where.mlflow()
                        + ": over http anybody on the way could read the token; use https, or unset"
                        + " MLFLOW_TRACKING_TOKEN");
    }

    @Override
    public void round(RoundReport report) {
        long now = System.currentTimeMillis();
        offer(() -> Point.of(report, now));
    }

    @Override
    public void evaluated(Score score) {
        long now = System.currentTimeMillis();
        offer(() -> Point.of(score, now));
    }

    /** Says how the run ended; without this it failed. */
    public void ended(boolean done) {
        end = done ? Sink.End.FINISHED : Sink.End.KILLED;
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (SinkThread sink : sinks) sink.end(end);
        for (SinkThread sink : sinks)
            sink.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    private void offer(Supplier<List<Point>> points) {
        for (SinkThread sink : sinks) sink.offer(points);
    }
}
