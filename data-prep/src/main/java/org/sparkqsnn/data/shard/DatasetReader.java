package org.sparkqsnn.data.shard;

import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.Dataset;

/** Reads what {@link DatasetWriter} wrote. */
public final class DatasetReader {
    private DatasetReader() {}

    /**
     * A dataset, with its version, counts and the sha256 of every block verified.
     *
     * @param uri the folder that {@code prepare --out} wrote, on any Hadoop file system
     * @throws org.sparkqsnn.data.schema.BadInput if anything is missing or damaged; the message
     *     names the file
     */
    public static Dataset read(String uri, Configuration conf) {
        return new BlockReader(HadoopFolder.of(uri, conf)).read();
    }
}
