package org.sparkqsnn.cli;

import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.data.shard.DatasetReader;
import org.sparkqsnn.data.shard.EmbeddedSample;

/** Opens the data that a config or an option names. */
final class Datasets {
    private Datasets() {}

    /** The dataset at a URI; the embedded sample for an empty one. */
    static Dataset open(String uri, Configuration hadoop) {
        PlainUri.require("the data's URI", uri);
        return uri.isEmpty() ? EmbeddedSample.load() : DatasetReader.read(uri, hadoop);
    }
}
