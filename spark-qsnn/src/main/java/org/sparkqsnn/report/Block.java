package org.sparkqsnn.report;

import java.util.List;
import java.util.stream.Stream;

/** A part of a section. */
sealed interface Block {

    void writeTo(Html html);

    /** The figures in it, whose charts the page's script draws. */
    default Stream<Figure> figures() {
        return Stream.empty();
    }

    /** A paragraph. */
    record Text(String text) implements Block {
        @Override
        public void writeTo(Html html) {
            html.leaf("p", text);
        }
    }

    /** What a reader must not overlook: something is missing, and why. */
    record Notice(String text) implements Block {
        @Override
        public void writeTo(Html html) {
            html.leaf("p", "Note: " + text, "class", "notice");
        }
    }

    /** What to type in a shell. */
    record Command(String text) implements Block {
        @Override
        public void writeTo(Html html) {
            html.open("pre", "class", "command").leaf("code", text).close();
        }
    }

    /** Numbers with their names, side by side. */
    record Facts(List<Fact> facts) implements Block {
        @Override
        public void writeTo(Html html) {
            html.open("dl", "class", "facts");
            for (Fact fact : facts) {
                html.open("div");
                html.leaf("dt", fact.name()).leaf("dd", fact.value());
                if (!fact.more().isEmpty()) html.leaf("dd", fact.more(), "class", "more");
                html.close();
            }
            html.close();
        }
    }

    /** A number with its name, and what else there is to say in few words, or nothing. */
    record Fact(String name, String value, String more) {}

    /** Blocks side by side where there is room. */
    record Columns(List<? extends Block> blocks) implements Block {
        @Override
        public void writeTo(Html html) {
            html.open("div", "class", "columns");
            for (Block block : blocks) block.writeTo(html);
            html.close();
        }

        @Override
        public Stream<Figure> figures() {
            return blocks.stream().flatMap(Block::figures);
        }
    }

    /**
     * A table whose first column names the rows.
     *
     * @param head names of the columns
     */
    record Table(String caption, List<String> head, List<Row> rows) implements Block {
        private static final String NUMBER = "[-+\\d.,]+( ?%)?|–";

        public Table {
            for (Row row : rows) {
                if (row.cells().size() != head.size())
                    throw new IllegalArgumentException(
                            caption + ": no row of " + head + ": " + row);
            }
        }

        @Override
        public void writeTo(Html html) {
            // A wide table scrolls in itself: with a name, and reachable with the keyboard.
            html.open(
                    "div",
                    "class",
                    "scroll",
                    "role",
                    "region",
                    "tabindex",
                    "0",
                    "aria-label",
                    caption);
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
            return column > 0
                    && rows.stream().allMatch(row -> row.cells().get(column).matches(NUMBER));
        }
    }

    /**
     * @param marked whether it stands out, beside what its cells say
     */
    record Row(List<String> cells, boolean marked) {
        static Row of(String... cells) {
            return new Row(List.of(cells), false);
        }
    }

    /**
     * A chart with its name and, behind a button, its numbers.
     *
     * @param id of the element, unique in the page
     * @param description says in words, with numbers, what the chart shows
     * @param note below the chart; empty for none
     */
    record Figure(String id, String title, String description, String note, Chart chart)
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

    /**
     * A picture beside what a network did with it.
     *
     * @param png base64
     * @param alternative the picture in words
     */
    record Picture(String title, String png, String alternative, String text, Figure course)
            implements Block {
        @Override
        public void writeTo(Html html) {
            html.open("figure", "id", course.id(), "class", "picture");
            html.open("figcaption").leaf("h3", title).open("div", "class", "shown");
            html.single("img", "src", "data:image/png;base64," + png, "alt", alternative);
            html.leaf("p", text).close().close();
            course.drawing(html);
            html.close();
        }

        @Override
        public Stream<Figure> figures() {
            return Stream.of(course);
        }
    }
}
