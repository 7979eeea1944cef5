package org.sparkqsnn.report.html;

import java.util.stream.Stream;

/**
 * A picture beside what a network did with it.
 *
 * @param png base64
 * @param alternative the picture in words
 */
public record Picture(String title, String png, String alternative, String text, Figure course)
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
