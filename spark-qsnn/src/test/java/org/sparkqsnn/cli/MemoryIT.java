package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.DatasetWriter;

/**
 * 640,000 images, 480 MiB, and executors that they do not fit in, or just so. Both copies that an
 * executor unpacks them from and to, 960 MiB, leave 64 MiB of 1 GiB to all else: that ends well on
 * one machine and badly on another, so {@code doctor} refuses it, and the run that has to fail has
 * less.
 */
@Timeout(900)
class MemoryIT {
    private static final int FEATURES = 28 * 28;

    /** Long rounds where one must fail, so that it is not over before; short ones to be probed. */
    private static final Map<String, Integer> LOCAL_STEPS = Map.of("train", 1000, "doctor", 100);

    @TempDir private static Path folder;

    @BeforeAll
    static void prepare() {
        DatasetWriter.write(
                folder.resolve("data").toString(),
                new Configuration(),
                new DataCard("noise", "test", "MIT", ""),
                new Splits(noise(640_000), noise(1_000)),
                bytes -> {});
    }

    @Test
    void executorThatMayBeTooSmall_isRefused() throws Exception {
        Outcome doctor = run(1024, "doctor", "--no-probe");
        assertEquals(1, doctor.code, doctor.told);
        String needs = "an executor of 1 task(s) at once needs about 1.1 GiB";
        assertTrue(doctor.told.contains(needs), doctor.told);
    }

    @Test
    void executorThatIsTooSmall_isToldInOneLine() throws Exception {
        Outcome train = run(900, "train");
        assertEquals(4, train.code, train.told);
        // Where Spark's log has no line's end at the moment, ours begins in the middle of a line.
        List<String> lines = train.told.lines().filter(line -> line.contains("qsnn: ")).toList();
        assertEquals(1, lines.size(), train.told);
        String told = lines.get(0).substring(lines.get(0).indexOf("qsnn: "));
        assertTrue(told.startsWith("qsnn: an executor ran out of memory ("), told);
        assertTrue(told.contains("has 900.0 MiB of heap and needs about 1.1 GiB"));
        assertTrue(told.contains("set spark.executor.memory="), told);
    }

    /** The same data, which {@code auto} leaves where they are. */
    @Test
    void executorThatIsTooSmallForAllImages_readsThemByBlocks() throws Exception {
        Outcome train = run("auto", 900, "train");
        assertEquals(0, train.code, train.told);
        assertTrue(train.told.contains("samples by blocks (data.order = auto"), train.told);
    }

    /** With what {@code doctor} calls tight the two rounds of its probe are trained. */
    @Test
    void executorThatIsJustLargeEnough_trains() throws Exception {
        Outcome doctor = run(1300, "doctor");
        assertEquals(0, doctor.code, doctor.told);
        assertTrue(doctor.told.contains("efficiency of a round"), doctor.told);
    }

    private record Outcome(int code, String told) {}

    private static Outcome run(int mebibytes, String verb, String... options) throws Exception {
        return run("global", mebibytes, verb, options);
    }

    private static Outcome run(String order, int mebibytes, String verb, String... options)
            throws Exception {
        List<String> command = Cli.command();
        int main = command.indexOf("-cp");
        command.addAll(
                main,
                List.of(
                        "-Dspark.master=local-cluster[1,1," + mebibytes + "]",
                        "-Dspark.executor.memory=" + mebibytes + "m",
                        "-Dspark.driver.host=127.0.0.1",
                        "-Dspark.executor.extraClassPath="
                                + System.getProperty("java.class.path")));
        command.add(verb);
        command.addAll(List.of(options));
        for (String setting :
                List.of(
                        "data.path=" + folder.resolve("data"),
                        "data.order=" + order,
                        "run.dir=" + folder.resolve("run-" + order + verb + mebibytes),
                        "training.epochs=1",
                        "averaging.localSteps=" + LOCAL_STEPS.get(verb),
                        "model.hidden=8",
                        "encoder.steps=4")) command.addAll(List.of("--set", setting));
        Path out = folder.resolve(order + verb + mebibytes + ".out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            return new Outcome(process.waitFor(), read(out));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static ImageSet noise(int size) {
        SplittableRandom random = new SplittableRandom(size);
        int full = ImageSet.recordsPerBlock(FEATURES);
        List<byte[]> blocks = new ArrayList<>();
        for (int first = 0; first < size; first += full) {
            byte[] block = new byte[(FEATURES + 1) * Math.min(full, size - first)];
            random.nextBytes(block);
            for (int at = 0; at < block.length; at += FEATURES + 1)
                block[at] = (byte) random.nextInt(10);
            blocks.add(block);
        }
        return ImageSet.of(28, 28, 10, full, blocks.toArray(byte[][]::new));
    }
}
