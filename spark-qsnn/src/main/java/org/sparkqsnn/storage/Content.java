package org.sparkqsnn.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the content of one file; called once. */
public interface Content {
    void writeTo(OutputStream out) throws IOException;
}
