package org.sparkqsnn.report.html;

import java.util.List;

/**
 * A part of a page with a heading.
 *
 * @param id where links lead
 */
public record Section(String id, String title, List<Block> blocks) {
    void writeTo(Html html) {
        html.open("section", "id", id, "aria-labelledby", id + "-title");
        html.leaf("h2", title, "id", id + "-title");
        for (Block block : blocks) block.writeTo(html);
        html.close();
    }
}
