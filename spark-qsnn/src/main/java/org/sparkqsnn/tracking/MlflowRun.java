package org.sparkqsnn.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.Build;

/**
 * A run at an MLflow server: params are the keys of the config, tags the config's sha256, the
 * commit and the run directory. A resumed run is a run of its own there, with the same name, whose
 * steps go on.
 */
final class MlflowRun implements Sink {
    /** What the API takes in one call. */
    private static final int BATCH = 1000;

    private static final int LONGEST_PARAM = 500;

    private final MlflowClient client;
    private final ExperimentConfig config;
    private final String configSha256;
    private String id = "";

    /**
     * @param token sent as a bearer; empty for none
     * @param configSha256 that the run began with
     */
    MlflowRun(String uri, String token, ExperimentConfig config, String configSha256) {
        String host = uri.replaceFirst("/+$", "");
        this.client =
                new MlflowClient(
                        token.isEmpty()
                                ? new BasicMlflowHostCreds(host)
                                : new BasicMlflowHostCreds(host, token));
        this.config = config;
        this.configSha256 = configSha256;
    }

    @Override
    public void open() {
        String name = config.tracking().experiment();
        String experiment =
                client.getExperimentByName(name)
                        .map(Experiment::getExperimentId)
                        .orElseGet(() -> client.createExperiment(name));
        CreateRun run =
                CreateRun.newBuilder()
                        .setExperimentId(experiment)
                        .setRunName(config.run().dir())
                        .setStartTime(System.currentTimeMillis())
                        .addTags(tag("qsnn.configSha256", configSha256))
                        .addTags(tag("qsnn.commit", Build.commit()))
                        .addTags(tag("qsnn.runDir", config.run().dir()))
                        .build();
        id = client.createRun(run).getRunId();
        client.logBatch(id, List.of(), params(), List.of());
    }

    @Override
    public void write(List<Point> points) {
        if (id.isEmpty()) open();
        List<Metric> metrics =
                points.stream()
                        .filter(point -> Double.isFinite(point.value()))
                        .map(MlflowRun::metric)
                        .toList();
        for (int from = 0; from < metrics.size(); from += BATCH) {
            int to = Math.min(from + BATCH, metrics.size());
            client.logBatch(id, metrics.subList(from, to), List.of(), List.of());
        }
    }

    @Override
    public void close(End end) {
        if (!id.isEmpty())
            client.setTerminated(id, RunStatus.valueOf(end.name()), System.currentTimeMillis());
        client.close();
    }

    private List<Param> params() {
        List<Param> params = new ArrayList<>();
        for (Map.Entry<String, Object> leaf : ConfigTree.leaves(config).entrySet()) {
            String text = ConfigTree.text(leaf.getValue());
            String value = text.substring(0, Math.min(LONGEST_PARAM, text.length()));
            params.add(Param.newBuilder().setKey(leaf.getKey()).setValue(value).build());
        }
        return params;
    }

    private static Metric metric(Point point) {
        return Metric.newBuilder()
                .setKey(point.tag())
                .setValue(point.value())
                .setTimestamp(point.millis())
                .setStep(point.step())
                .build();
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key).setValue(value).build();
    }
}
