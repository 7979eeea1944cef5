package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.io.InputStream;

/** Where the files of one dataset lie: a directory of a Hadoop file system, or the class path. */
interface Folder {
    /** Opens a file; {@code FileNotFoundException} if it is not there. */
    InputStream open(String file) throws IOException;

    /** The file's full name, for messages. */
    String nameOf(String file);
}
