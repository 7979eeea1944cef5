package org.sparkqsnn.tracking;

import java.io.IOException;
import java.util.List;

/** Takes a run's numbers somewhere. Called by one thread, which may be interrupted. */
interface Sink {
    /** Called before the first point; until then nothing outside is touched. */
    void open() throws IOException, InterruptedException;

    void write(List<Point> points) throws IOException, InterruptedException;

    /** Called at the end, whatever happened before. */
    void close(End end) throws IOException, InterruptedException;

    /** How a run ended. */
    enum End {
        FINISHED,
        /** Stopped, and resumable. */
        KILLED,
        FAILED
    }
}
