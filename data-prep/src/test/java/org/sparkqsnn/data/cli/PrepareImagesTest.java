package org.sparkqsnn.data.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.DatasetReader;

/** {@code prepare --images}, and the orders and sizes of {@code prepare --dataset}. */
class PrepareImagesTest extends PrepareStreamed {
    private Dataset dataset() {
        return DatasetReader.read(temp.resolve("out").toString(), new Configuration());
    }

    private Path folder() {
        return temp.resolve("photos");
    }

    private void write(String file, int grey, int height, int width) throws IOException {
        Path path = folder().resolve(file);
        Files.createDirectories(path.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        int[] samples = new int[height * width];
        Arrays.fill(samples, grey);
        image.getRaster().setSamples(0, 0, width, height, 0, samples);
        assertTrue(ImageIO.write(image, file.endsWith("png") ? "png" : "jpg", path.toFile()));
    }

    /** Dogs are brighter than cats, zebras in the training set only. */
    @BeforeEach
    void makeFolder() throws IOException {
        for (int i = 0; i < 12; i++) {
            write("train/dog/d" + i + (i % 2 == 0 ? ".png" : ".JPG"), 200 + i, 3, 4);
            write("train/cat/c" + i + ".jpeg", 100 + i, 3, 4);
        }
        write("train/zebra/z.png", 7, 3, 4);
        write("test/dog/d.png", 255, 3, 4);
        write("test/cat/c.png", 120, 3, 4);
        Files.writeString(folder().resolve("train/cat/.hidden"), "x");
        Files.createDirectories(folder().resolve("train/_old"));
    }

    @Test
    void folder_becomesADataset() throws IOException {
        String said = prepared("--images", folder().toString());
        assertEquals(
                "prepared photos: 25 train, 2 test, 3x4 in 3 classes\n"
                        + "  classes: 0 cat, 1 dog, 2 zebra\n"
                        + "  2 blocks, dataset sha256 "
                        + dataset().sha256()
                        + "\n  TEMP/out\n",
                said);
        ImageSet train = dataset().train();
        for (int id = 0; id < train.size(); id++) {
            int pixel = train.pixel(id, 11);
            assertEquals(pixel < 50 ? 2 : pixel < 150 ? 0 : 1, train.label(id));
        }
        String kept = Files.readString(temp.resolve("out/prepared.json"));
        assertTrue(kept.contains("\"classes\":[\"cat\",\"dog\",\"zebra\"]"), kept);
    }

    @Test
    void size_scales() throws IOException {
        write("train/dog/large.png", 190, 30, 17);
        String said = prepared("--images", folder().toString(), "--size", "2x2");
        assertTrue(said.contains(": 26 train, 2 test, 2x2 in 3 classes"), said);
    }

    @Test
    void fraction_takesFoldersOfClasses() {
        String said =
                prepared(
                        "--images", folder().resolve("train").toString(), "--test-fraction", "0.4");
        assertTrue(said.contains("classes: 0 cat, 1 dog, 2 zebra"), said);
        assertEquals(25, dataset().train().size() + dataset().test().size());
    }

    @Test
    void otherSize_isNamed() throws IOException {
        write("train/dog/large.png", 190, 30, 17);
        refused(
                "file:TEMP/photos/train/dog/large.png: the image is 30x17, others are 3x4; --size"
                        + " 3x4 scales all images to that",
                "--images",
                folder().toString());
    }

    @Test
    void unreadableImage_isNamed() throws IOException {
        Files.writeString(folder().resolve("train/dog/no.png"), "I am not an image");
        refused(
                "file:TEMP/photos/train/dog/no.png: not a PNG or JPEG; replace or remove it",
                "--images",
                folder().toString());
    }

    @Test
    void otherFile_isNamed() throws IOException {
        Files.writeString(folder().resolve("test/cat/notes.txt"), "x");
        refused(
                "file:TEMP/photos/test/cat/notes.txt: not a PNG or JPEG by its name; move it"
                        + " somewhere else",
                "--images",
                folder().toString());
    }

    @Test
    void classOfTheTestSetAlone_isRefused() throws IOException {
        write("test/cow/c.png", 120, 3, 4);
        refused(
                "file:TEMP/photos/test/cow: no such class in the training set; the classes are"
                        + " cat, dog, zebra",
                "--images",
                folder().toString());
    }

    @Test
    void noFolder_isRefused() {
        refused(
                "no folder file:TEMP/none/train; images lie in file:TEMP/none/train/CLASS and"
                        + " /test/CLASS, or in file:TEMP/none/CLASS with --test-fraction",
                "--images",
                temp.resolve("none").toString());
    }

    @Test
    void tooManyClasses_areRefused() throws IOException {
        for (int i = 0; i < 255; i++) {
            Files.createDirectories(folder().resolve("train/class" + i));
        }
        refused(
                "file:TEMP/photos/train has 258 folders; there must be one for each class, 256 at"
                        + " most",
                "--images",
                folder().toString());
    }

    @Test
    void emptyTestSet_isRefused() throws IOException {
        Files.delete(folder().resolve("test/dog/d.png"));
        Files.delete(folder().resolve("test/cat/c.png"));
        refused(
                "images file:TEMP/photos: no row is in the test set; a dataset needs both",
                "--images",
                folder().toString());
    }
}
