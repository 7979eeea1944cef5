package org.sparkqsnn.data.shard;

import java.io.Serializable;
import org.sparkqsnn.data.cache.PromisedFile;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * One split of a dataset in a directory: the place and the manifest, which are all that another
 * machine needs to read it.
 */
public final class StoredSplit implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final byte[] json;
    private final boolean train;
    private transient volatile Manifest manifest;

    private StoredSplit(String directory, byte[] json, boolean train) {
        this.directory = directory;
        this.json = json;
        this.train = train;
    }

    /**
     * A split by what a serializer has written.
     *
     * @param directory URI of the dataset
     * @param json the manifest
     * @param train whether it is the split to learn from, and not the one to measure on
     * @throws org.sparkqsnn.data.schema.BadInput if that is no manifest
     */
    public static StoredSplit of(String directory, byte[] json, boolean train) {
        StoredSplit split = new StoredSplit(directory, json.clone(), train);
        split.manifest = ManifestJson.read(split.json, directory + "/" + Manifest.FILE);
        return split;
    }

    /** The split as a set of images, read with the settings of this JVM's Spark session. */
    public ImageSet images() {
        return images(new StoredRecords(this));
    }

    /** The split as a set of images. */
    ImageSet images(StoredRecords records) {
        return new ImageSet(manifest().height(), manifest().width(), manifest().classes(), records);
    }

    public String directory() {
        return directory;
    }

    /** The manifest as it was read. */
    public byte[] json() {
        return json.clone();
    }

    public boolean isTrain() {
        return train;
    }

    Manifest manifest() {
        // Parsed twice at worst, to the same.
        if (manifest == null) manifest = ManifestJson.read(json, directory + "/" + Manifest.FILE);
        return manifest;
    }

    Manifest.Split blocks() {
        return train ? manifest().train() : manifest().test();
    }

    PromisedFile file(int block) {
        Manifest.Block promised = blocks().blocks().get(block);
        String uri = directory + "/" + promised.file();
        return new PromisedFile(uri, promised.bytes(), promised.sha256());
    }
}
