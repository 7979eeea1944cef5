package org.sparkqsnn.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The REST API of an MLflow server, version 2.0, as far as a run needs it: five calls, through the
 * JDK's own HTTP client. A client library would put its jars beside those of Spark.
 */
final class MlflowServer {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = new JsonMapper();

    private final String root;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /**
     * @param uri of the server
     * @param token sent as a bearer; empty for none
     */
    MlflowServer(String uri, String token) {
        this.root = uri.replaceFirst("/+$", "") + "/api/2.0/mlflow/";
        this.token = token;
    }

    JsonNode post(String call, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request =
                request(call)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        HttpResponse<String> response = send(request);
        require(call, response);
        return JSON.readTree(response.body());
    }

    /** Id of the experiment, which is made if there is none of that name. */
    String experiment(String name) throws IOException, InterruptedException {
        String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        String call = "experiments/get-by-name";
        HttpResponse<String> found = send(request(call + query).GET().build());
        if (found.statusCode() == NOT_FOUND) {
            JsonNode made = post("experiments/create", JSON.createObjectNode().put("name", name));
            return made.path("experiment_id").asText();
        }
        require(call, found);
        return JSON.readTree(found.body()).path("experiment").path("experiment_id").asText();
    }

    private HttpRequest.Builder request(String call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + call));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return request.timeout(ANSWER);
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void require(String call, HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2)
            throw new IOException(call + " was answered with status " + response.statusCode());
    }
}
