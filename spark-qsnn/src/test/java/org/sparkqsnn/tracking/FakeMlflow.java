package org.sparkqsnn.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks the part of MLflow's REST API that a run needs, and notes what it heard. */
public final class FakeMlflow implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Mood mood;

    /** Calls in order: name and body. */
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    /** How it answers. */
    public enum Mood {
        WELL,
        WITH_500,
        NEVER
    }

    record Call(String name, String authorization, JsonNode body) {}

    public FakeMlflow(Mood mood) throws IOException {
        this.mood = mood;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/2.0/mlflow/", this::answer);
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many calls of that name came. */
    public long count(String name) {
        return List.copyOf(calls).stream().filter(call -> call.name.equals(name)).count();
    }

    /** Bodies of the calls of that name. */
    List<JsonNode> bodies(String name) {
        return List.copyOf(calls).stream()
                .filter(call -> call.name.equals(name))
                .map(Call::body)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring("/api/2.0/mlflow/".length());
        byte[] sent = exchange.getRequestBody().readAllBytes();
        JsonNode body =
                new ObjectMapper()
                        .readTree(sent.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : sent);
        calls.add(new Call(name, exchange.getRequestHeaders().getFirst("Authorization"), body));
        if (mood == Mood.NEVER) hang();
        int status = mood == Mood.WITH_500 ? 500 : name.startsWith("experiments/get") ? 404 : 200;
        String json =
                switch (name) {
                    case "experiments/create" -> "{\"experiment_id\": \"7\"}";
                    case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
                    default -> "{}";
                };
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
