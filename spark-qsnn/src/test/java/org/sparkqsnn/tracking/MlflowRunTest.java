package org.sparkqsnn.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClientException;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Small;

class MlflowRunTest {
    private final ExperimentConfig config = Small.config("run.dir=runs/x");

    @Test
    void run_isMadeWithParamsAndTags_andEnded() throws Exception {
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.WELL)) {
            MlflowRun run = new MlflowRun(server.uri() + "/", "t0ken", config, "abc");
            run.open();
            run.close(Sink.End.KILLED);
            assertEquals(
                    List.of(
                            "experiments/get-by-name",
                            "experiments/create",
                            "runs/create",
                            "runs/log-batch",
                            "runs/update"),
                    // The client asks several times for what is not there.
                    server.calls.stream().map(FakeMlflow.Call::name).distinct().toList());
            assertTrue(
                    server.calls.stream().allMatch(c -> "Bearer t0ken".equals(c.authorization())));
            JsonNode made = server.bodies("runs/create").get(0);
            assertEquals("7", made.get("experiment_id").asText());
            assertEquals("runs/x", made.get("run_name").asText());
            assertEquals("abc", made.get("tags").get(0).get("value").asText());
            JsonNode params = server.bodies("runs/log-batch").get(0).get("params");
            assertEquals(ConfigTree.leaves(config).size(), params.size());
            assertEquals("{\"key\":\"seed\",\"value\":\"42\"}", params.get(0).toString());
            assertEquals("KILLED", server.bodies("runs/update").get(0).get("status").asText());
        }
    }

    @Test
    void points_goInBatchesOfAThousand_inOrder() throws Exception {
        List<Point> points =
                IntStream.range(0, 2500)
                        .mapToObj(i -> new Point("loss", i == 3 ? Double.NaN : i / 8.0, i, 9L + i))
                        .toList();
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.WELL)) {
            MlflowRun run = new MlflowRun(server.uri(), "", config, "abc");
            run.open();
            run.write(points);
            List<JsonNode> batches = server.bodies("runs/log-batch");
            List<JsonNode> metrics = batches.stream().skip(1).map(b -> b.get("metrics")).toList();
            assertEquals(List.of(1000, 1000, 499), metrics.stream().map(JsonNode::size).toList());
            assertEquals(
                    "{\"key\":\"loss\",\"value\":0.125,\"timestamp\":\"10\",\"step\":\"1\"}",
                    metrics.get(0).get(1).toString());
            assertEquals(2499, metrics.get(2).get(498).get("step").asInt());
            assertEquals("abc", batches.get(1).get("run_id").asText());
        }
    }

    @Test
    void token_isNotSentInTheClear() {
        for (String uri :
                List.of("http://host:5000", "http://127.0.0.1.host/", "http://10.0.0.1")) {
            ExperimentConfig tracked = Small.config("tracking.mlflow=" + uri);
            BadInput refused =
                    assertThrows(
                            BadInput.class,
                            () ->
                                    new Tracking(
                                            tracked,
                                            "abc",
                                            new Configuration(),
                                            0,
                                            "t0ken",
                                            s -> {}));
            assertTrue(refused.getMessage().contains("use https"), refused.getMessage());
            assertFalse(refused.getMessage().contains("t0ken"), refused.getMessage());
            Tracking.requireSafe(tracked.tracking(), "");
        }
        for (String uri : List.of("https://host", "http://127.0.0.1:5000", "http://[::1]:1/"))
            Tracking.requireSafe(Small.config("tracking.mlflow=" + uri).tracking(), "t0ken");
    }

    @Test
    void serverError_namesTheCall() throws Exception {
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.WITH_500)) {
            MlflowRun run = new MlflowRun(server.uri(), "", config, "abc");
            String message = assertThrows(MlflowClientException.class, run::open).getMessage();
            assertTrue(message.contains("500"), message);
        }
    }
}
