package org.sparkqsnn.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several mirrors with their habits, as folders of one server on this machine. */
final class FileServer implements AutoCloseable {
    /** How a mirror answers. */
    enum Habit {
        GOOD,
        NO_RANGES,
        WRONG_BYTES,
        CUTS_AT_HALF,
        NOT_FOUND,
        STALLS,
        REDIRECTS,
        LEADS_AWAY
    }

    /** Each request as {@code habit/file range}. */
    final List<String> log = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> files = new HashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        for (Habit habit : Habit.values()) {
            server.createContext("/" + habit + "/", exchange -> answer(exchange, habit));
        }
        server.start();
    }

    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    URI mirror(Habit habit) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + habit + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Habit habit) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        String range = exchange.getRequestHeaders().getFirst("Range");
        log.add(habit + "/" + name + (range == null ? "" : " " + range));
        byte[] file = files.getOrDefault(name, new byte[0]);
        try (exchange) {
            switch (habit) {
                case GOOD -> send(exchange, file, range, file.length);
                case NO_RANGES -> send(exchange, file, null, file.length);
                case WRONG_BYTES ->
                        send(exchange, new byte[file.length / 2], range, file.length / 2);
                case CUTS_AT_HALF -> send(exchange, file, range, file.length / 2);
                case NOT_FOUND -> exchange.sendResponseHeaders(404, -1);
                case STALLS -> stall(exchange, file);
                case LEADS_AWAY -> {
                    exchange.getResponseHeaders().set("Location", "http://192.0.2.1/" + name);
                    exchange.sendResponseHeaders(302, -1);
                }
                case REDIRECTS -> {
                    exchange.getResponseHeaders().set("Location", "/" + Habit.GOOD + "/" + name);
                    exchange.sendResponseHeaders(302, -1);
                }
            }
        }
    }

    /** Promises the file from the start of the range on, sends it up to {@code end}. */
    private static void send(HttpExchange exchange, byte[] file, String range, int end)
            throws IOException {
        int start = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (start >= file.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (range != null) {
            String content = "bytes " + start + "-" + (file.length - 1) + "/" + file.length;
            exchange.getResponseHeaders().set("Content-Range", content);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - start);
        exchange.getResponseBody().write(Arrays.copyOfRange(file, start, Math.max(start, end)));
        exchange.getResponseBody().flush();
    }

    private static void stall(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e)); // the server closes
        }
    }
}
