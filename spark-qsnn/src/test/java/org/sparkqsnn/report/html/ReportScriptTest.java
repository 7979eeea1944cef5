package org.sparkqsnn.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportScriptTest {
    /** A formatter of a tooltip, up to where its text begins. */
    private static final Pattern TOOLTIP =
            Pattern.compile(
                    "tooltip(?:\\.formatter =|: \\{formatter:) \\(\\{[a-z, ]+}\\) =>\\s+(\\w*`)");

    /** ECharts makes HTML of what a formatter of a tooltip returns; names come from files. */
    @Test
    void tooltips_encodeWhatTheyShow() throws IOException {
        String script;
        try (InputStream in = getClass().getResourceAsStream("/org/sparkqsnn/report/report.js")) {
            assertNotNull(in);
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<MatchResult> tooltips = TOOLTIP.matcher(script).results().toList();
        assertEquals(6, tooltips.size());
        for (MatchResult tooltip : tooltips)
            assertEquals("html`", tooltip.group(1), tooltip.group());
        assertTrue(script.contains("echarts.format.encodeHTML(String(values[i - 1]))"));
    }
}
