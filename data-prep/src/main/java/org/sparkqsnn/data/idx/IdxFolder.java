package org.sparkqsnn.data.idx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

/**
 * A folder with the four files of a data set, named as MNIST's: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte},
 * each raw or with {@code .gz}; {@code test} may stand for {@code t10k}, and a dot for the dash
 * before {@code idx}.
 */
public final class IdxFolder {
    private IdxFolder() {}

    /** Reads both splits; labels must be in [0, classes). */
    public static Splits read(Path folder, int classes) {
        ImageSet train = IdxReader.read(images(folder, "train"), labels(folder, "train"), classes);
        ImageSet test = IdxReader.read(images(folder, "t10k"), labels(folder, "t10k"), classes);
        return splits(folder, train, test);
    }

    /**
     * Reads both splits; classes = largest training label + 1, and a test label beyond is refused.
     */
    public static Splits read(Path folder) {
        int largest = 0;
        for (byte label : IdxReader.labels(labels(folder, "train"))) {
            largest = Math.max(largest, label & 0xff);
        }
        return read(folder, largest + 1);
    }

    private static Splits splits(Path folder, ImageSet train, ImageSet test) {
        try {
            return new Splits(train, test);
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    folder + ": " + e.getMessage() + "; take all four files from one data set", e);
        }
    }

    private static Path images(Path folder, String split) {
        return find(folder, split + "-images-idx3-ubyte");
    }

    private static Path labels(Path folder, String split) {
        return find(folder, split + "-labels-idx1-ubyte");
    }

    /**
     * The file that stands for one of the four names, under the spelling and packing it has.
     *
     * @throws BadInput if there is none
     */
    public static Path find(Path folder, String name) {
        for (String prefixed : List.of(name, name.replace("t10k-", "test-"))) {
            for (String spelled : List.of(prefixed, prefixed.replace("-idx", ".idx"))) {
                for (String packed : List.of(spelled, spelled + ".gz")) {
                    Path file = folder.resolve(packed);
                    if (Files.isRegularFile(file)) {
                        return file;
                    }
                }
            }
        }
        throw new BadInput(folder + ": no " + name + " and no " + name + ".gz; put it there");
    }
}
