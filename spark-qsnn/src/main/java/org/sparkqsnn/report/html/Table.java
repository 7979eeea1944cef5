package org.sparkqsnn.report.html;

import java.util.List;

/**
 * A table whose first column names the rows.
 *
 * @param head names of the columns
 */
public record Table(String caption, List<String> head, List<Row> rows) implements Block {
    private static final String NUMBER = "[-+\\d.,]+( ?%)?|–";

    public Table {
        for (Row row : rows) {
            if (row.cells().size() != head.size())
                throw new IllegalArgumentException(caption + ": no row of " + head + ": " + row);
        }
    }

    @Override
    public void writeTo(Html html) {
        // A wide table scrolls in itself: with a name, and reachable with the keyboard.
        html.open(
                "div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
        html.open("table").leaf("caption", caption);
        html.open("thead").open("tr");
        for (int i = 0; i < head.size(); i++) {
            if (isNumeric(i)) html.leaf("th", head.get(i), "scope", "col", "class", "number");
            else html.leaf("th", head.get(i), "scope", "col");
        }
        html.close().close().open("tbody");
        for (Row row : rows) writeTo(html, row);
        html.close().close().close();
    }

    private void writeTo(Html html, Row row) {
        if (row.marked()) html.open("tr", "class", "marked");
        else html.open("tr");
        html.leaf("th", row.cells().get(0), "scope", "row");
        for (int i = 1; i < head.size(); i++) {
            if (isNumeric(i)) html.leaf("td", row.cells().get(i), "class", "number");
            else html.leaf("td", row.cells().get(i));
        }
        html.close();
    }

    private boolean isNumeric(int column) {
        return column > 0 && rows.stream().allMatch(row -> row.cells().get(column).matches(NUMBER));
    }

    /**
     * @param marked whether it stands out, beside what its cells say
     */
    public record Row(List<String> cells, boolean marked) {
        public static Row of(String... cells) {
            return new Row(List.of(cells), false);
        }
    }
}
