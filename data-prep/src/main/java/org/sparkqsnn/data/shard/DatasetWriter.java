package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.data.schema.Splits;

/**
 * Writes block files, then the manifest that makes them a dataset.
 *
 * <p>Block names hold their own sha256, so a second run over a crashed one finds what is complete
 * and writes the rest; the same bytes always give the same files. A crash can leave files that no
 * manifest names, never a half dataset.
 */
public final class DatasetWriter {
    private final HadoopFolder folder;
    private final LongConsumer progress;

    /**
     * What {@link #write} did.
     *
     * @param sha256 of the manifest: {@link org.sparkqsnn.data.schema.Dataset#sha256()}
     * @param blocks in the dataset
     * @param alreadyThere the same dataset was complete before; damaged blocks, if any, were
     *     written again
     */
    public record Written(String sha256, int blocks, boolean alreadyThere) {}

    private DatasetWriter(HadoopFolder folder, LongConsumer progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** Writes a dataset in the blocks that the sets have. */
    public static Written write(
            String uri, Configuration conf, DataCard card, Splits splits, LongConsumer progress) {
        return write(uri, conf, plan(card, splits), splits, progress);
    }

    /**
     * Writes a dataset.
     *
     * @param uri folder on any Hadoop file system; made if absent
     * @param size of the blocks
     * @param progress receives the bytes of each block done
     * @throws BadInput if the folder cannot be written, or holds another dataset
     */
    public static Written write(
            String uri,
            Configuration conf,
            DataCard card,
            Splits splits,
            BlockSize size,
            LongConsumer progress) {
        Manifest manifest = plan(card, splits, set -> size.records(set.features()));
        return write(uri, conf, manifest, splits, progress);
    }

    private static Written write(
            String uri,
            Configuration conf,
            Manifest manifest,
            Splits splits,
            LongConsumer progress) {
        HadoopFolder folder = HadoopFolder.of(uri, conf);
        byte[] json = ManifestJson.write(manifest);
        try {
            boolean alreadyThere = folder.has(Manifest.FILE);
            if (alreadyThere && !folder.holds(Manifest.FILE, json)) {
                throw otherDataset(folder);
            }
            DatasetWriter writer = new DatasetWriter(folder, progress);
            writer.blocks(splits.train(), manifest.train());
            writer.blocks(splits.test(), manifest.test());
            if (!alreadyThere) {
                folder.commit(Manifest.FILE, json);
            }
            int blocks = manifest.train().blocks().size() + manifest.test().blocks().size();
            return new Written(Sha256.of(json), blocks, alreadyThere);
        } catch (IOException e) {
            throw BadInput.cannot(
                    "write",
                    folder.directory(),
                    e,
                    "check space and permissions, then run it again");
        }
    }

    static BadInput otherDataset(HadoopFolder folder) {
        String name = new BlockReader(folder).card().name();
        String where = folder.directory() + " holds another dataset (\"" + name + "\")";
        return new BadInput(where + "; give another --out, or remove that folder first");
    }

    /** The manifest of a dataset, from its bytes alone. */
    static Manifest plan(DataCard card, Splits splits) {
        return plan(card, splits, DatasetWriter::ownBlocks);
    }

    private static int ownBlocks(ImageSet set) {
        return set.records().recordsPerBlock();
    }

    private static Manifest plan(
            DataCard card, Splits splits, ToIntFunction<ImageSet> recordsPerBlock) {
        ImageSet train = splits.train();
        return new Manifest(
                BlockFormat.VERSION,
                card.name(),
                card.source(),
                card.licence(),
                card.citation(),
                train.height(),
                train.width(),
                train.classes(),
                plan(train, "train", recordsPerBlock),
                plan(splits.test(), "test", recordsPerBlock));
    }

    private static Manifest.Split plan(
            ImageSet set, String split, ToIntFunction<ImageSet> recordsPerBlock) {
        int full = recordsPerBlock.applyAsInt(set);
        List<Manifest.Block> blocks = new ArrayList<>();
        for (int first = 0; first < set.size(); first += full) {
            int records = Math.min(full, set.size() - first);
            byte[] file = BlockFormat.pack(set, first, records);
            String sha256 = Sha256.of(file);
            String name = BlockFormat.fileName(split, blocks.size(), sha256);
            blocks.add(new Manifest.Block(name, first, records, file.length, sha256));
        }
        return new Manifest.Split(set.size(), blocks);
    }

    private void blocks(ImageSet set, Manifest.Split split) throws IOException {
        for (Manifest.Block block : split.blocks()) {
            byte[] file = BlockFormat.pack(set, block.firstId(), block.records());
            if (!folder.holds(block.file(), file)) {
                folder.delete(block.file());
                folder.commit(block.file(), file);
            }
            progress.accept(file.length);
        }
    }
}
