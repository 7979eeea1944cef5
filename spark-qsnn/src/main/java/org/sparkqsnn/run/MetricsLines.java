package org.sparkqsnn.run;

import java.util.List;
import org.sparkqsnn.storage.StoredFile;

/**
 * The lines of {@code metrics.jsonl} up to some round.
 *
 * @param segments files of whole lines that are never written again, oldest first
 * @param tail the lines after them
 */
public record MetricsLines(List<StoredFile> segments, byte[] tail) {
    public static final MetricsLines NONE = new MetricsLines(List.of(), new byte[0]);

    public MetricsLines {
        segments = List.copyOf(segments);
    }
}
