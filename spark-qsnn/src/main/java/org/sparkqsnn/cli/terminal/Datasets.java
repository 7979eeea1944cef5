package org.sparkqsnn.cli.terminal;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.data.shard.DatasetReader;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.experiment.DataConfig;

/** Opens the data that a config or an option names. */
public final class Datasets {
    private Datasets() {}

    /**
     * Where data are, whatever the working directory is later: the URI with its file system and, if
     * it is relative, the directory it is relative to. Empty for the embedded sample. No other file
     * system than the local and the default one is asked: who only compares two places must not
     * call a host that one of them names.
     */
    public static String place(String uri, Configuration hadoop) {
        PlainUri.require("the data's URI", uri);
        if (uri.isEmpty()) return uri;
        try {
            Path path = new Path(uri);
            if (!isOwn(path.toUri(), FileSystem.getDefaultUri(hadoop))) return path.toString();
            return path.getFileSystem(hadoop).makeQualified(path).toString();
        } catch (IOException | IllegalArgumentException e) {
            throw BadInput.cannot(
                    "use", "\"" + uri + "\"", e, "give a path or a URI of a Hadoop file system");
        }
    }

    private static boolean isOwn(URI place, URI standard) {
        String scheme = place.getScheme();
        return scheme == null
                || scheme.equals("file")
                || (scheme.equals(standard.getScheme()) && place.getAuthority() == null);
    }

    /**
     * The dataset at a URI; the embedded sample for an empty one. What is visited by blocks stays
     * where it is, everything else is read to the heap.
     *
     * @param data of the config that it is opened for, whose place it may have left
     */
    public static Dataset open(String uri, DataConfig data, Configuration hadoop) {
        PlainUri.require("the data's URI", uri);
        if (uri.isEmpty()) return EmbeddedSample.load();
        DatasetReader reader = DatasetReader.at(uri, hadoop);
        return switch (data.orderFor(reader.trainBytes())) {
            case BLOCKS -> reader.open();
            case GLOBAL, AUTO -> reader.read();
        };
    }
}
