package org.sparkqsnn.storage;

import org.apache.hadoop.conf.Configuration;

/** A file for people, at a place of their choice on any Hadoop file system. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Writes it, over the one that is there.
     *
     * @return its path as a user writes it
     */
    public static String write(String uri, byte[] content, Configuration conf) {
        Storage file = Storage.of(uri, conf);
        file.write("", out -> out.write(content));
        return file.nameOf("");
    }
}
