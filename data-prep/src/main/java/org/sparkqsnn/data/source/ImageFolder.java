package org.sparkqsnn.data.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.shard.RowSource;
import org.sparkqsnn.data.shard.TaskHadoop;

/**
 * A folder of PNG and JPEG files by class on any Hadoop file system: {@code DIR/train/CLASS/*} and
 * {@code DIR/test/CLASS/*}, or {@code DIR/CLASS/*} with a fraction for the test set. The names of
 * the classes, sorted, are the labels 0, 1, … Names that begin with a dot or an underscore are
 * passed over.
 *
 * <p>The driver lists the classes, the tasks their files.
 */
public final class ImageFolder {
    private static final int MOST_CLASSES = 256;

    /** Tasks for each slot of the cluster: classes differ in size, and so do images. */
    private static final int TASKS_PER_SLOT = 4;

    private final JavaSparkContext spark;
    private final Path root;
    private final Optional<Double> testFraction;

    /**
     * @param testFraction of all images; empty if there are folders for both parts
     */
    public ImageFolder(JavaSparkContext spark, String uri, Optional<Double> testFraction) {
        this.spark = spark;
        this.testFraction = testFraction;
        try {
            Path path = new Path(uri);
            this.root = path.getFileSystem(spark.hadoopConfiguration()).makeQualified(path);
        } catch (IllegalArgumentException | IOException e) {
            throw BadInput.cannot("use", "\"" + uri + "\"", e, "give a folder of images");
        }
    }

    /**
     * Its images.
     *
     * @param size that all are scaled to; empty if they have one size
     */
    public RowSource source(Optional<ImageSize> size) {
        List<String> classes = classes();
        List<ClassFolder> folders = folders(classes);
        ImageSize shape = size.orElseGet(() -> firstSize(folders));
        JavaRDD<byte[]> rows = rows(folders, shape, size.isPresent());
        return new RowSource("images " + root, rows, shape.height(), shape.width(), classes);
    }

    private JavaRDD<byte[]> rows(List<ClassFolder> folders, ImageSize shape, boolean scale) {
        int wanted = TASKS_PER_SLOT * spark.defaultParallelism();
        int slices = Math.max(1, (wanted + folders.size() - 1) / folders.size());
        int tasks = folders.size() * slices;
        TaskHadoop hadoop = new TaskHadoop(spark);
        List<ClassFolder> all = new ArrayList<>(folders);
        return spark.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
                .flatMap(
                        task ->
                                new ImageFiles(all.get(task / slices), task % slices, slices)
                                        .rows(hadoop.get(), shape, scale));
    }

    private List<String> classes() {
        Path training = testFraction.isPresent() ? root : new Path(root, Part.TRAIN.text());
        List<String> classes = folders(training);
        if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
            throw new BadInput(
                    training
                            + " has "
                            + classes.size()
                            + " folders; there must be one for each class, 256 at most");
        }
        return classes;
    }

    private List<ClassFolder> folders(List<String> classes) {
        if (testFraction.isPresent()) {
            return folders(root, classes, PartRule.fraction(testFraction.get()));
        }
        Path test = new Path(root, Part.TEST.text());
        for (String tested : folders(test)) {
            if (!classes.contains(tested)) {
                throw new BadInput(
                        new Path(test, tested)
                                + ": no such class in the training set; the classes are "
                                + String.join(", ", classes));
            }
        }
        List<ClassFolder> all = new ArrayList<>();
        Path train = new Path(root, Part.TRAIN.text());
        all.addAll(folders(train, classes, PartRule.all(Part.TRAIN)));
        all.addAll(folders(test, classes, PartRule.all(Part.TEST)));
        return all;
    }

    /** Those of the classes that are there: a class may be missing in the test set. */
    private List<ClassFolder> folders(Path parent, List<String> classes, PartRule rule) {
        return folders(parent).stream()
                .map(
                        name ->
                                new ClassFolder(
                                        new Path(parent, name).toString(),
                                        classes.indexOf(name),
                                        rule))
                .toList();
    }

    private List<String> folders(Path parent) {
        TreeSet<String> names = new TreeSet<>();
        try {
            RemoteIterator<FileStatus> all =
                    files(spark.hadoopConfiguration()).listStatusIterator(parent);
            while (all.hasNext()) {
                FileStatus each = all.next();
                String name = each.getPath().getName();
                if (each.isDirectory() && !ImageFiles.isHidden(name)) names.add(name);
            }
        } catch (FileNotFoundException e) {
            throw new BadInput(
                    "no folder "
                            + parent
                            + "; images lie in "
                            + root
                            + "/train/CLASS and /test/CLASS, or in "
                            + root
                            + "/CLASS with --test-fraction",
                    e);
        } catch (IOException e) {
            throw BadInput.cannot("list", parent, e, "check the path and its permissions");
        }
        return List.copyOf(names);
    }

    private ImageSize firstSize(List<ClassFolder> folders) {
        Configuration hadoop = spark.hadoopConfiguration();
        for (ClassFolder folder : folders) {
            Iterator<Path> images = new ImageFiles(folder, 0, 1).paths(hadoop);
            if (!images.hasNext()) continue;
            Path first = images.next();
            try (InputStream in = files(hadoop).open(first)) {
                return new GreyImage(first.toString()).size(in);
            } catch (IOException e) {
                throw BadInput.cannot("read", first, e, "check its permissions");
            }
        }
        throw new BadInput("no PNG or JPEG in the folders of " + root);
    }

    private FileSystem files(Configuration hadoop) throws IOException {
        return root.getFileSystem(hadoop);
    }
}
