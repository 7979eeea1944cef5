package org.sparkqsnn.report;

import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.report.html.Page;

/** Makes the page of a directory as it is at the moment, as often as wanted. */
public interface Report {
    /**
     * Reads the directory and makes its page.
     *
     * @throws BadInput if there is nothing to report, or a file is damaged
     */
    Made make();

    /**
     * A page.
     *
     * @param complete whether what it shows has ended, so that later pages would be the same
     */
    record Made(Page page, boolean complete) {}
}
