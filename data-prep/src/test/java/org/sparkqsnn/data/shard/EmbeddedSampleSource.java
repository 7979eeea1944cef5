package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.sparkqsnn.data.idx.IdxFolder;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

/**
 * Writes the resource of {@link EmbeddedSample} from the files of Debian's package
 * dataset-fashion-mnist:
 *
 * <pre>
 * apt-get install -y dataset-fashion-mnist
 * mvn -q -pl data-prep test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp data-prep/target/classes:data-prep/target/test-classes:$(cat data-prep/target/cp) \
 *     org.sparkqsnn.data.shard.EmbeddedSampleSource
 * </pre>
 */
final class EmbeddedSampleSource {
    static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");
    static final DataCard CARD =
            new DataCard(
                    "fashion-mnist-sample",
                    "https://github.com/zalandoresearch/fashion-mnist (the first 600 training and the first 100 test"
                            + " images of each class, in file order)",
                    "MIT",
                    "Xiao, Rasul, Vollgraf: Fashion-MNIST, arXiv:1708.07747");

    private EmbeddedSampleSource() {}

    public static void main(String[] args) throws IOException {
        Path resources =
                Path.of("data-prep/src/main/resources/org/sparkqsnn/data/fashion-mnist-sample");
        Files.createDirectories(resources);
        Splits sample = sample();
        Manifest manifest = DatasetWriter.plan(CARD, sample);
        Files.write(resources.resolve(Manifest.FILE), ManifestJson.write(manifest));
        write(resources, sample.train(), manifest.train());
        write(resources, sample.test(), manifest.test());
    }

    /** The first 600 and 100 of each class, in file order. */
    static Splits sample() {
        Splits all = IdxFolder.read(DEBIAN, 10);
        return new Splits(firstOfEachClass(all.train(), 600), firstOfEachClass(all.test(), 100));
    }

    private static ImageSet firstOfEachClass(ImageSet set, int perClass) {
        int stride = 1 + set.features();
        byte[] records = new byte[perClass * set.classes() * stride];
        int[] taken = new int[set.classes()];
        int at = 0;
        for (int id = 0; id < set.size(); id++) {
            if (taken[set.label(id)]++ < perClass) {
                records[at] = (byte) set.label(id);
                set.copyPixels(id, records, at + 1);
                at += stride;
            }
        }
        int perBlock = ImageSet.recordsPerBlock(set.features());
        return ImageSet.of(
                set.height(), set.width(), set.classes(), perBlock, new byte[][] {records});
    }

    private static void write(Path folder, ImageSet set, Manifest.Split split) throws IOException {
        for (Manifest.Block block : split.blocks()) {
            try (OutputStream out =
                    new BestGzip(Files.newOutputStream(folder.resolve(block.file() + ".gz")))) {
                out.write(BlockFormat.pack(set, block.firstId(), block.records()));
            }
        }
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
