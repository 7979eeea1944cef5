package org.sparkqsnn.data.shard;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.sparkqsnn.data.schema.Dataset;

/**
 * Real data inside the jar, so that the first command needs no download: the first 600 training and
 * the first 100 test images of each class of Fashion-MNIST, in file order. Block files under gzip,
 * beside their manifest and licence.
 *
 * @see "Xiao, Rasul, Vollgraf: Fashion-MNIST, arXiv:1708.07747; MIT licence, Zalando SE 2017;
 *     written by the test class EmbeddedSampleSource, which says how"
 */
public final class EmbeddedSample {
    private EmbeddedSample() {}

    /**
     * 6,000 training and 1,000 test images of 28x28 in 10 classes, verified; named
     * "fashion-mnist-sample".
     */
    public static Dataset load() {
        return new BlockReader(new ClassPathFolder()).read();
    }

    private record ClassPathFolder() implements Folder {
        private static final String ROOT = "/org/sparkqsnn/data/fashion-mnist-sample/";

        @Override
        public InputStream open(String file) throws IOException {
            boolean plain = file.equals(Manifest.FILE);
            String name = plain ? file : file + ".gz";
            InputStream in = EmbeddedSample.class.getResourceAsStream(ROOT + name);
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return plain ? in : new GZIPInputStream(in, 1 << 16);
        }

        @Override
        public String nameOf(String file) {
            return "classpath:" + ROOT + file;
        }
    }
}
