package org.sparkqsnn.report.html;

import java.util.List;
import java.util.stream.Stream;

/** A part of a section. */
public sealed interface Block
        permits Block.Text,
                Block.Notice,
                Block.Command,
                Block.Facts,
                Block.Columns,
                Table,
                Figure,
                Picture {

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
}
