package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.report.run.RunReport;
import org.sparkqsnn.run.RunDirectory;

/**
 * The pages of {@code report} as a person sees them, in Chromium without a network. Screenshots are
 * left in {@code target/report-shots}.
 */
class ReportPageIT {
    /** A run directory's name that is markup. */
    private static final String HOSTILE = "run <img src=x onerror=document.title=1> & 'it'";

    private static final int LARGEST = 3_000_000;

    /** Coloured pixels of each chart, by its id: axes and text are grey. */
    private static final String COLOURED_PIXELS =
            "const found = {};"
                    + "document.querySelectorAll('[data-chart]').forEach((place) => {"
                    + "  const canvas = place.querySelector('canvas');"
                    + "  const size = [0, 0, canvas.width, canvas.height];"
                    + "  const rgba = canvas.getContext('2d').getImageData(...size).data;"
                    + "  let coloured = 0;"
                    + "  for (let i = 0; i < rgba.length; i += 4) {"
                    + "    const rgb = [rgba[i], rgba[i + 1], rgba[i + 2]];"
                    + "    if (rgba[i + 3] > 100 && Math.max(...rgb) - Math.min(...rgb) > 50) coloured++;"
                    + "  }"
                    + "  found[place.dataset.chart] = coloured;"
                    + "});"
                    + "return found;";

    private static final String AXE =
            "const done = arguments[arguments.length - 1];"
                    + "axe.run().then((result) => done(result.violations.map((v) =>"
                    + " v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 200)).join(' | '))));";

    @TempDir private static Path folder;
    private static Browser browser;
    private static Path page;
    private static Path comparison;

    @BeforeAll
    static void makePages() throws IOException, InterruptedException {
        if (Browser.driver().isEmpty()) return;
        Path run = train(HOSTILE, "model.hidden=64");
        page = run.resolve("report.html");
        assertEquals(page + "\n", said("report", run.toString()));
        Path other = train("other", "model.hidden=32", "data.holdout=0.1", "encoder.kind=direct");
        comparison = folder.resolve("compare.html");
        String[] compare = {"report", "--compare", run.toString(), other.toString()};
        said(compare[0], compare[1], compare[2], compare[3], "--out", comparison.toString());
        said("report", other.toString());
        Path ann = train("ann", "model.kind=ann", "model.hidden=64");
        Path mixed =
                train(
                        "mixed",
                        "model.kind=layers",
                        "encoder.kind=direct",
                        "encoder.steps=8",
                        "readout.kind=value",
                        "model.layers=[{kind=dense, outputs=40, neuron.kind=relu},"
                                + " {kind=dense, outputs=30, neuron.kind=lif},"
                                + " {kind=dense, neuron.kind=li}]");
        said("report", ann.toString());
        said("report", mixed.toString());
        Path kinds = folder.resolve("kinds").resolve("report.html");
        Files.createDirectories(kinds.getParent());
        said("report", "--compare", ann.toString(), mixed.toString(), "--out", kinds.toString());
        sweep();
        browser = Browser.start();
    }

    /** For each test, so that each counts as skipped. */
    @BeforeEach
    void needsABrowser() {
        assumeTrue(
                browser != null,
                "needs chromium and chromedriver: apt-get install chromium chromium-driver");
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) browser.close();
    }

    @Test
    void page_isOneFileThatAsksForNothing() throws IOException, InterruptedException {
        open(page, 1280, "light");
        List<String> asked = new ArrayList<>();
        for (JsonNode entry : browser.log("performance")) {
            JsonNode event = new ObjectMapper().readTree(entry.path("message").asText());
            String url = event.path("message").path("params").path("request").path("url").asText();
            if (!url.isEmpty() && !url.startsWith("data:")) asked.add(url);
        }
        assertEquals(List.of(page.toUri().toString()), asked.stream().distinct().toList());
        assertTrue(Files.size(page) < LARGEST, Files.size(page) + " bytes");
        assertTrue(Files.size(comparison) < LARGEST, Files.size(comparison) + " bytes");
    }

    @Test
    void page_showsWhatIsNoMarkup() throws IOException, InterruptedException {
        open(page, 1280, "light");
        assertEquals("Run " + HOSTILE, browser.run("return document.title").asText());
        assertEquals(
                "Run " + HOSTILE,
                browser.run("return document.querySelector('h1').textContent").asText());
        assertEquals(
                0, browser.run("return document.querySelectorAll('[onerror]').length").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "page, 19",
        "other, 19",
        "ann, 14",
        "mixed, 18",
        "comparison, 4",
        "kinds, 4",
        "sweep, 5"
    })
    void charts_areDrawn(String name, int count) throws IOException, InterruptedException {
        open(named(name), 1280, "light");
        JsonNode pixels = browser.run(COLOURED_PIXELS);
        assertEquals(count, pixels.size(), pixels::toString);
        for (Map.Entry<String, JsonNode> chart : pixels.properties()) {
            boolean drawn = chart.getValue().asInt() > 100;
            assertTrue(drawn, chart.getKey() + " is blank in " + name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "page, light, 1280",
        "page, dark, 1280",
        "page, light, 390",
        "comparison, light, 1280",
        "comparison, dark, 390",
        "other, dark, 1280",
        "ann, light, 1280",
        "ann, dark, 390",
        "mixed, light, 1280",
        "mixed, light, 390",
        "kinds, dark, 1280",
        "sweep, light, 1280",
        "sweep, dark, 390"
    })
    void page_isAccessibleAndQuiet(String name, String scheme, int width)
            throws IOException, InterruptedException {
        open(named(name), width, scheme);
        browser.run("document.querySelectorAll('details').forEach((d, i) => d.open = i < 4)");
        browser.screenshot(
                Path.of("target", "report-shots", name + "-" + scheme + "-" + width + ".png"));
        assertEquals("[]", browser.log("browser").toString(), "console");
        browser.run(axe());
        assertEquals("[]", browser.runAsync(AXE).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "ann", "mixed", "comparison", "kinds", "sweep"})
    void page_fitsAPhone(String name) throws IOException, InterruptedException {
        open(named(name), 390, "light");
        int wide = browser.run("return document.documentElement.scrollWidth").asInt();
        assertTrue(wide <= 390, wide + " pixels wide");
    }

    /** What a person reads, but for the table of keys, which has them all. */
    @Test
    void networkWithoutSpikes_saysNothingOfThem() throws IOException, InterruptedException {
        open(named("ann"), 1280, "light");
        assertEquals("overview training time predictions samples config provenance", sections());
        browser.run("document.getElementById('config').remove()");
        String words = browser.run("return document.body.innerText").asText();
        for (String word :
                List.of("spik", "firing", "silent", "membrane", "qubit", "qlif", "time step"))
            assertFalse(words.toLowerCase(Locale.ROOT).contains(word), word);
    }

    @Test
    void mixedNetwork_hasASectionForItsSpikes() throws IOException, InterruptedException {
        open(named("mixed"), 1280, "light");
        assertEquals(
                "overview training activity time predictions neurons samples config provenance",
                sections());
        String histograms = "return document.querySelectorAll('#neurons [data-chart]').length";
        assertEquals(1, browser.run(histograms).asInt(), "one layer spikes");
    }

    private static String sections() throws IOException, InterruptedException {
        String ids = "return [...document.querySelectorAll('section')].map((s) => s.id).join(' ')";
        return browser.run(ids).asText();
    }

    @Test
    void button_changesColours() throws IOException, InterruptedException {
        open(page, 1280, "light");
        String paper = "return getComputedStyle(document.body).backgroundColor";
        String press = "document.getElementById('theme').click();";
        assertEquals("rgb(255, 255, 255)", browser.run(paper).asText());
        assertEquals("rgb(20, 23, 26)", browser.run(press + paper).asText());
        assertEquals("rgb(255, 255, 255)", browser.run(press + paper).asText());
    }

    @Test
    void details_haveTheNumbersOfTheChart() throws IOException, InterruptedException {
        open(page, 1280, "light");
        browser.run("document.querySelector('[data-table=loss]').open = true");
        String rows = "return document.querySelectorAll('[data-table=loss] tbody tr').length";
        awaitTrue(rows + " > 0");
        assertEquals(18, browser.run(rows).asInt(), "3 epochs of 6 rounds");
    }

    /** As {@code --watch} writes it: it comes back where it was, and does not while paused. */
    @Test
    void refreshingPage_keepsItsPlace() throws IOException, InterruptedException {
        Configuration hadoop = new Configuration();
        RunDirectory run = RunDirectory.at(page.getParent().toString(), hadoop);
        RunReport report = new RunReport(run, data -> Datasets.open(data.path(), data, hadoop));
        byte[] html = report.make().page().refreshedEvery(3).html();
        open(Files.write(folder.resolve("refreshing.html"), html), 1280, "light");
        browser.resize(1280, 700);
        // Each a single script: the page cannot be loaded anew within it.
        String details = "document.querySelector('[data-table=loss]').open";
        String complete = "if (document.readyState !== 'complete') return false;";
        awaitTrue(
                complete
                        + details
                        + " = true; scrollTo(0, 800); window.old = scrollY === 800; return window.old;");
        String isBack = "window.old === undefined && scrollY === 800 && " + details;
        awaitTrue(
                complete
                        + "const back = "
                        + isBack
                        + "; if (back) { document.getElementById('pause').click(); window.old = 1; }"
                        + " return back;");
        Thread.sleep(4000);
        assertEquals(1, browser.run("return window.old || 0").asInt(), "it is paused");
        browser.run("document.getElementById('pause').click()");
    }

    private static void awaitTrue(String script) throws IOException, InterruptedException {
        for (int tries = 0; tries < 1200; tries++) {
            if (browser.run(script).asBoolean()) return;
            Thread.sleep(50);
        }
        throw new AssertionError("not true in 60 s: " + script);
    }

    private static void open(Path file, int width, String scheme)
            throws IOException, InterruptedException {
        browser.log("browser");
        browser.log("performance");
        browser.prefer(scheme);
        browser.open(file);
        browser.run("localStorage.clear()");
        browser.resize(width);
    }

    private static Path named(String name) {
        return switch (name) {
            case "page" -> page;
            case "comparison" -> comparison;
            default -> folder.resolve(name).resolve("report.html");
        };
    }

    private static Path train(String name, String... settings) {
        Path run = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("train", "--set", "run.dir=" + run));
        args.addAll(List.of("--set", "training.epochs=3"));
        for (String setting : settings) args.addAll(List.of("--set", setting));
        said(args.toArray(String[]::new));
        return run;
    }

    /** Two axes with a value that diverges, and two seeds. */
    private static void sweep() throws IOException {
        Path conf = folder.resolve("sweep.conf");
        Files.writeString(
                conf,
                """
                data.holdout = 0.5
                model.hidden = [8]
                encoder { kind = direct, steps = 4 }
                optimiser { kind = sgd, clipNorm = 0 }
                training.epochs = 2
                sweep { seeds = 2 }
                axes { optimiser.learningRate = [1e-3, 1e-1, 1e38], neuron.reset = [ground, refractory] }
                """);
        Path sweep = folder.resolve("sweep");
        said("sweep", conf.toString(), "--set", "sweep.dir=" + sweep);
        assertEquals(sweep.resolve("report.html") + "\n", said("report", sweep.toString()));
    }

    private static String said(String... args) {
        Cli done = Cli.run(args);
        assertEquals(0, done.code(), done.err());
        return done.out();
    }

    private static String axe() throws IOException {
        String path = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream in = ReportPageIT.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
