package org.sparkqsnn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium without a network, driven by Debian's chromedriver.
 *
 * @see "W3C WebDriver, and goog/cdp/execute of chromedriver"
 */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, int port) throws IOException, InterruptedException {
        this.driver = driver;
        String url = "http://127.0.0.1:" + port + "/session";
        ObjectNode asked = JSON.createObjectNode();
        ObjectNode always = asked.putObject("capabilities").putObject("alwaysMatch");
        always.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
        var arguments = always.putObject("goog:chromeOptions").putArray("args");
        List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
                .forEach(arguments::add);
        session = url + "/" + call("POST", url, asked).path("sessionId").asText();
        cdp("Network.enable", JSON.createObjectNode());
        ObjectNode offline = JSON.createObjectNode().put("offline", true).put("latency", 0);
        cdp(
                "Network.emulateNetworkConditions",
                offline.put("downloadThroughput", 0).put("uploadThroughput", 0));
    }

    /** Where chromedriver is; empty if it is not installed, or Chromium is not. */
    static Optional<Path> driver() {
        boolean chromium = find("chromium").or(() -> find("google-chrome")).isPresent();
        return find("chromedriver").filter(found -> chromium);
    }

    static Browser start() throws IOException, InterruptedException {
        Process driver =
                new ProcessBuilder(driver().orElseThrow().toString(), "--port=0")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader said = driver.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) return new Browser(driver, Integer.parseInt(port.group(1)));
        }
        throw new IOException("chromedriver did not start");
    }

    void open(Path page) throws IOException, InterruptedException {
        post("/url", JSON.createObjectNode().put("url", page.toUri().toString()));
    }

    /** Runs the body of a function in the page; what it returns. */
    JsonNode run(String script) throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode().put("script", script);
        asked.putArray("args");
        return post("/execute/sync", asked);
    }

    /** Runs the body of a function that calls its last argument when it is done, with a result. */
    JsonNode runAsync(String script) throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode().put("script", script);
        asked.putArray("args");
        return post("/execute/async", asked);
    }

    /** Sets the width of the screen, and its height to that of the whole page. */
    void resize(int width) throws IOException, InterruptedException {
        resize(width, 900);
        resize(width, run("return document.documentElement.scrollHeight").asInt());
    }

    /** Sets the size of the screen; a narrow one is a phone's. */
    void resize(int width, int height) throws IOException, InterruptedException {
        ObjectNode size = JSON.createObjectNode().put("width", width).put("height", height);
        cdp(
                "Emulation.setDeviceMetricsOverride",
                size.put("deviceScaleFactor", 1).put("mobile", width < 600));
    }

    /** What a person's system says it prefers. */
    void prefer(String scheme) throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode();
        asked.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        cdp("Emulation.setEmulatedMedia", asked);
    }

    /** Entries of a log since it was last read: {@code browser} or {@code performance}. */
    JsonNode log(String type) throws IOException, InterruptedException {
        return post("/se/log", JSON.createObjectNode().put("type", type));
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        String png = call("GET", session + "/screenshot", JSON.createObjectNode()).asText();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(png));
    }

    @Override
    public void close() throws IOException {
        try {
            call("DELETE", session, JSON.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
        }
    }

    private void cdp(String command, ObjectNode parameters)
            throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode().put("cmd", command);
        asked.set("params", parameters);
        post("/goog/cdp/execute", asked);
    }

    private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return call("POST", session + path, body);
    }

    private JsonNode call(String method, String url, ObjectNode body)
            throws IOException, InterruptedException {
        var content = HttpRequest.BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (method.equals("POST")) request.POST(content);
        else request.method(method, HttpRequest.BodyPublishers.noBody());
        String answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        JsonNode value = JSON.readTree(answer).path("value");
        if (value.has("error")) throw new IOException(method + " " + url + ": " + value);
        return value;
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
