package org.sparkqsnn.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Numbers;
import org.sparkqsnn.report.chart.Series;

class HtmlTest {
    private static final String HOSTILE = "</script><img onerror='x' src=\"y\"><!-- &amp;";

    @Test
    void text_meansItself() {
        Html html = new Html().leaf("p", HOSTILE, "title", HOSTILE);
        String escaped =
                "&lt;/script&gt;&lt;img onerror=&#39;x&#39; src=&quot;y&quot;&gt;&lt;!-- &amp;amp;";
        assertEquals("<p title=\"" + escaped + "\">" + escaped + "</p>", html.whole());
    }

    @Test
    void elements_mustBeClosed() {
        Html html = new Html().open("p");
        assertThrows(IllegalStateException.class, html::whole);
    }

    /** In the title, in headings, in tables, in attributes, and in the script's numbers. */
    @Test
    void page_holdsNoForeignMarkup() {
        double[] one = {1};
        Chart chart =
                new Chart.Lines(
                        new Chart.Axes(HOSTILE, HOSTILE),
                        List.of(new Series(HOSTILE, one, one, false)));
        Table table = new Table(HOSTILE, List.of(HOSTILE), List.of(Table.Row.of(HOSTILE)));
        List<Block> blocks =
                List.of(
                        new Block.Text(HOSTILE),
                        new Block.Notice(HOSTILE),
                        new Block.Command(HOSTILE),
                        new Block.Facts(List.of(new Block.Fact(HOSTILE, HOSTILE, HOSTILE))),
                        table,
                        new Figure("f", HOSTILE, HOSTILE, HOSTILE, chart));
        Page page = new Page(HOSTILE, HOSTILE, List.of(new Section("s", HOSTILE, blocks)), 0);
        String html = new String(page.html(), StandardCharsets.UTF_8);
        assertFalse(html.contains("<img onerror"));
        assertFalse(html.contains("</script><img"));
        assertEquals(3, html.split("</script>", -1).length - 1, "numbers, library, ours");
    }

    @Test
    void page_refreshesOnlyIfAsked() {
        Page page = new Page("t", "s", List.of(), 0);
        assertFalse(text(page).contains("data-seconds"));
        assertTrue(text(page.refreshedEvery(7)).contains("data-seconds=\"7\""));
    }

    @Test
    void numbers_haveFiveDigits_andNothingForNaN() {
        assertEquals(0.33333, Numbers.rounded(1 / 3.0));
        assertEquals(null, Numbers.rounded(Double.NaN));
    }

    @Test
    void words_areForPeople() {
        assertEquals("0.6653", Format.number(0.66526));
        assertEquals("12,340", Format.number(12340));
        assertEquals("3.81e-05", Format.number(3.806e-5));
        assertEquals("-0.5", Format.number(-0.5));
        assertEquals("0", Format.number(0));
        assertEquals("not finite", Format.number(Double.NaN));
        assertEquals("4.2 s", Format.duration(4.21));
        assertEquals("1 min 5 s", Format.duration(65));
        assertEquals("1 min 0 s", Format.duration(59.99));
        assertEquals("2 h 3 min", Format.duration(7384));
    }

    private static String text(Page page) {
        return new String(page.html(), StandardCharsets.UTF_8);
    }
}
