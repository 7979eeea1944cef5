package org.sparkqsnn.report.html;

import java.util.stream.Stream;
import org.sparkqsnn.report.chart.Chart;

/**
 * A chart with its name and, behind a button, its numbers.
 *
 * @param id of the element, unique in the page
 * @param description says in words, with numbers, what the chart shows
 * @param note below the chart; empty for none
 */
public record Figure(String id, String title, String description, String note, Chart chart)
        implements Block {
    @Override
    public void writeTo(Html html) {
        html.open("figure", "id", id);
        html.open("figcaption").leaf("h3", title).close();
        drawing(html);
        html.close();
    }

    /** The chart without its caption. */
    void drawing(Html html) {
        html.open(
                "div",
                "class",
                "chart " + chart.kind(),
                "role",
                "img",
                "aria-label",
                description,
                "data-chart",
                id);
        html.close();
        if (!note.isEmpty()) html.leaf("p", note, "class", "note");
        html.open("details", "data-table", id);
        html.open("summary").text("Numbers");
        html.leaf("span", " of " + title, "class", "hidden").close();
        html.close();
    }

    @Override
    public Stream<Figure> figures() {
        return Stream.of(this);
    }
}
