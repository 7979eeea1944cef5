package org.sparkqsnn.report.html;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.run.Build;

/**
 * A page in one HTML file that asks the network for nothing: style, chart library, script and
 * numbers are in it, and its content security policy lets nothing else in.
 *
 * @param title of the page, and its first heading
 * @param subtitle one line below it
 * @param refreshSeconds after which a browser loads it anew; 0 for never
 */
public record Page(String title, String subtitle, List<Section> sections, int refreshSeconds) {
    private static final String RESOURCES = "/org/sparkqsnn/report/";

    /** A page with this content, which a browser loads anew after some seconds. */
    public Page refreshedEvery(int seconds) {
        return new Page(title, subtitle, sections, seconds);
    }

    /** The file. */
    public byte[] html() {
        String library = resource("echarts.min.js");
        String script = resource("report.js");
        Html html = new Html();
        html.ours(
                "<!DOCTYPE html>\n<!-- Charts: Apache ECharts, see the notices in its script -->\n");
        html.open("html", "lang", "en").open("head");
        String refresh = resource("refresh.js");
        head(html, List.of(library, script, refresh));
        if (refreshSeconds > 0) {
            html.open("script", "data-seconds", Integer.toString(refreshSeconds));
            html.ours(refresh).close();
        }
        html.close().open("body");
        body(html);
        html.open("script", "type", "application/json", "id", "data").ours(numbers()).close();
        html.open("script").ours(library).close().ours("\n");
        html.open("script").ours(script).close();
        return html.close().close().whole().getBytes(StandardCharsets.UTF_8);
    }

    private void head(Html html, List<String> scripts) {
        html.single("meta", "charset", "utf-8");
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy(scripts));
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.leaf("title", title);
        html.open("style").ours(resource("report.css")).close();
    }

    private void body(Html html) {
        html.leaf("a", "To the content", "class", "skip", "href", "#content");
        html.open("header").open("div").leaf("h1", title).leaf("p", subtitle).close();
        html.open("div", "class", "buttons");
        if (refreshSeconds > 0) html.leaf("button", "Pause", "type", "button", "id", "pause");
        html.leaf("button", "Dark colours", "type", "button", "id", "theme").close().close();
        html.open("nav", "aria-label", "Sections").open("ul");
        for (Section section : sections) {
            html.open("li").leaf("a", section.title(), "href", "#" + section.id()).close();
        }
        html.close().close();
        html.open("main", "id", "content", "tabindex", "-1");
        html.open("noscript").leaf("p", "Charts need JavaScript; tables do not.").close();
        for (Section section : sections) section.writeTo(html);
        html.close();
        html.open("footer").leaf("p", "spark-qsnn " + Build.version()).close();
    }

    /** The charts' numbers; no text in them can end the script element or begin a comment. */
    private String numbers() {
        ObjectNode all = Json.object().put("refreshSeconds", refreshSeconds);
        ObjectNode charts = all.putObject("charts");
        sections.stream()
                .flatMap(section -> section.blocks().stream())
                .flatMap(Block::figures)
                .forEach(figure -> charts.set(figure.id(), figure.chart().json()));
        return Json.text(all).replace("<", "\\u003c");
    }

    /** Nothing from anywhere, and no script but these. */
    private static String policy(List<String> scripts) {
        List<String> hashes = new ArrayList<>();
        for (String script : scripts) hashes.add("'sha256-" + sha256(script) + "'");
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
                + String.join(" ", hashes);
    }

    private static String sha256(String script) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) throw new IllegalStateException("damaged jar: no " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
