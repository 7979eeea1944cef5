package org.sparkqsnn.data.shard;

import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.Dataset;

/** Reads what {@link DatasetWriter} wrote. */
public final class DatasetReader {
    private final HadoopFolder folder;
    private final BlockReader reader;
    private final Configuration hadoop;

    private DatasetReader(HadoopFolder folder, Configuration hadoop) {
        this.folder = folder;
        this.reader = new BlockReader(folder);
        this.hadoop = hadoop;
    }

    /**
     * Reads the manifest of a dataset.
     *
     * @param uri the folder that {@code prepare --out} wrote, on any Hadoop file system
     * @throws org.sparkqsnn.data.schema.BadInput if there is none, or it is damaged
     */
    public static DatasetReader at(String uri, Configuration hadoop) {
        return new DatasetReader(HadoopFolder.of(uri, hadoop), hadoop);
    }

    /**
     * A dataset on the heap, with its version, counts and the sha256 of every block verified.
     *
     * @throws org.sparkqsnn.data.schema.BadInput if anything is missing or damaged; the message
     *     names the file
     */
    public static Dataset read(String uri, Configuration hadoop) {
        return at(uri, hadoop).read();
    }

    /** Bytes of the samples to learn from. */
    public long trainBytes() {
        return (long) reader.manifest().train().records() * reader.manifest().stride();
    }

    /** The dataset on the heap, see {@link #read(String, Configuration)}. */
    public Dataset read() {
        return reader.read();
    }

    /**
     * The dataset where it is: blocks are fetched to the local disk and verified when they are
     * needed, on whatever machine needs them.
     */
    public Dataset open() {
        return reader.open(folder.directory().toString(), hadoop);
    }
}
