package org.sparkqsnn.report.sweep;

import org.sparkqsnn.report.Report;
import org.sparkqsnn.run.SweepDirectory;

/** Pages of one sweep, from its views: neither data nor trials are read. */
public record SweepReport(SweepDirectory sweep) implements Report {
    @Override
    public Made make() {
        SweepFiles files = SweepFiles.read(sweep);
        return new Made(new SweepPage(files).page(), files.complete());
    }
}
