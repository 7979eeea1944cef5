package org.sparkqsnn.data.shard;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.cache.PromisedFile;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Sha256;

/**
 * Reads and verifies a dataset, wherever its files lie; each fault is a {@link BadInput} that names
 * the file.
 */
final class BlockReader {
    private static final int LARGEST_MANIFEST = 16 << 20;

    private final Folder folder;
    private final Manifest manifest;
    private final byte[] json;

    /** Reads the manifest. */
    BlockReader(Folder folder) {
        this.folder = folder;
        this.json = readManifest();
        this.manifest = ManifestJson.read(json, folder.nameOf(Manifest.FILE));
    }

    Manifest manifest() {
        return manifest;
    }

    /** All of it on the heap. */
    Dataset read() {
        return dataset(split(manifest.train()), split(manifest.test()));
    }

    /**
     * All of it where it is.
     *
     * @param directory URI of the folder
     * @param hadoop settings to read it with in this JVM
     */
    Dataset open(String directory, Configuration hadoop) {
        return dataset(stored(directory, true, hadoop), stored(directory, false, hadoop));
    }

    private Dataset dataset(ImageSet train, ImageSet test) {
        return new Dataset(manifest.name(), Sha256.of(json), train, test);
    }

    private ImageSet stored(String directory, boolean train, Configuration hadoop) {
        StoredSplit split = StoredSplit.of(directory, json, train);
        return split.images(new StoredRecords(split).with(hadoop));
    }

    DataCard card() {
        return new DataCard(
                manifest.name(), manifest.source(), manifest.licence(), manifest.citation());
    }

    private byte[] readManifest() {
        String where = folder.nameOf(Manifest.FILE);
        try (InputStream in = folder.open(Manifest.FILE)) {
            byte[] json = in.readNBytes(LARGEST_MANIFEST + 1);
            if (json.length > LARGEST_MANIFEST) {
                throw new BadInput(
                        where
                                + ": longer than 16 MiB, no manifest of spark-qsnn; run prepare again");
            }
            return json;
        } catch (FileNotFoundException e) {
            String folderName = where.substring(0, where.length() - Manifest.FILE.length() - 1);
            throw new BadInput(
                    "no dataset at "
                            + folderName
                            + ": it has no manifest.json; run prepare --out there",
                    e);
        } catch (IOException e) {
            throw BadInput.cannot("read", where, e, "check the path and its permissions");
        }
    }

    private ImageSet split(Manifest.Split split) {
        List<Manifest.Block> list = split.blocks();
        byte[][] blocks = new byte[list.size()][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = readBlock(list.get(b));
        }
        try {
            int[] shape = {manifest.height(), manifest.width(), manifest.classes()};
            return ImageSet.of(shape[0], shape[1], shape[2], split.recordsPerBlock(), blocks);
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    folder.nameOf(Manifest.FILE) + ": " + e.getMessage() + "; run prepare again",
                    e);
        }
    }

    /** The records of one block, without the header. */
    private byte[] readBlock(Manifest.Block block) {
        String where = folder.nameOf(block.file());
        PromisedFile file = new PromisedFile(where, block.bytes(), block.sha256());
        try (InputStream in = folder.open(block.file())) {
            byte[] header = in.readNBytes(BlockFormat.HEADER_BYTES);
            byte[] records = in.readNBytes((int) block.bytes() - BlockFormat.HEADER_BYTES);
            long more = in.read() < 0 ? 0 : 1;
            file.checkLength(more + header.length + records.length);
            MessageDigest digest = Sha256.digest();
            digest.update(header);
            digest.update(records);
            file.checkSha256(digest);
            BlockFormat.checkHeader(header, manifest, block, where);
            return records;
        } catch (FileNotFoundException e) {
            throw file.missing(e);
        } catch (IOException e) {
            throw BadInput.cannot("read", where, e, "run prepare again");
        }
    }
}
