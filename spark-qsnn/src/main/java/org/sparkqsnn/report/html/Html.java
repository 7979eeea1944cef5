package org.sparkqsnn.report.html;

import java.util.ArrayDeque;
import java.util.Deque;

/** HTML that cannot be left unescaped or unbalanced. */
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * @param attributes name, value, name, value
     */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with text alone. */
    Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that has no end. */
    Html single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** A file of ours, as it is: a script or a style. */
    Html ours(String content) {
        out.append(content);
        return this;
    }

    /** The whole; every element must be closed. */
    String whole() {
        if (!open.isEmpty()) throw new IllegalStateException("not closed: " + open);
        return out.toString();
    }

    /** Text that means itself, in an element and in a quoted attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
        out.append('>');
    }
}
