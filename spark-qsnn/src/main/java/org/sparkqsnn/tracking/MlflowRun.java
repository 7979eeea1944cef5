package org.sparkqsnn.tracking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.run.ConfigTree;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * A run at an MLflow server: params are the keys of the config, tags the config's sha256, the
 * commit and the run directory. A resumed run is a run of its own there, with the same name, whose
 * steps go on.
 */
final class MlflowRun implements Sink {
    /** What the API takes in one call. */
    private static final int BATCH = 1000;

    private static final int LONGEST_PARAM = 500;

    private final MlflowServer server;
    private final ExperimentConfig config;
    private String id = "";

    MlflowRun(MlflowServer server, ExperimentConfig config) {
        this.server = server;
        this.config = config;
    }

    @Override
    public void open() throws IOException, InterruptedException {
        String experiment = server.experiment(config.tracking().experiment());
        ObjectNode body =
                Json.object()
                        .put("experiment_id", experiment)
                        .put("run_name", config.run().dir())
                        .put("start_time", System.currentTimeMillis());
        ArrayNode tags = body.putArray("tags");
        pair(tags, "qsnn.configSha256", ConfigTree.sha256(config));
        pair(tags, "qsnn.commit", Build.commit());
        pair(tags, "qsnn.runDir", config.run().dir());
        id = server.post("runs/create", body).path("run").path("info").path("run_id").asText();
        if (id.isEmpty()) throw new IOException("runs/create was answered without a run_id");
        params();
    }

    @Override
    public void write(List<Point> points) throws IOException, InterruptedException {
        if (id.isEmpty()) open();
        List<Point> finite = points.stream().filter(p -> Double.isFinite(p.value())).toList();
        for (int from = 0; from < finite.size(); from += BATCH) {
            ObjectNode body = Json.object().put("run_id", id);
            ArrayNode metrics = body.putArray("metrics");
            for (Point point : finite.subList(from, Math.min(from + BATCH, finite.size()))) {
                metrics.addObject()
                        .put("key", point.tag())
                        .put("value", point.value())
                        .put("timestamp", point.millis())
                        .put("step", point.step());
            }
            server.post("runs/log-batch", body);
        }
    }

    @Override
    public void close(End end) throws IOException, InterruptedException {
        if (id.isEmpty()) return;
        server.post(
                "runs/update",
                Json.object()
                        .put("run_id", id)
                        .put("status", end.name())
                        .put("end_time", System.currentTimeMillis()));
    }

    private void params() throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("run_id", id);
        ArrayNode params = body.putArray("params");
        for (Map.Entry<String, Object> leaf : ConfigTree.leaves(config).entrySet()) {
            String value = ConfigTree.text(leaf.getValue());
            pair(
                    params,
                    leaf.getKey(),
                    value.substring(0, Math.min(LONGEST_PARAM, value.length())));
        }
        server.post("runs/log-batch", body);
    }

    private static void pair(ArrayNode pairs, String key, String value) {
        pairs.addObject().put("key", key).put("value", value);
    }
}
