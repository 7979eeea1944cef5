package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkqsnn.data.schema.Sha256;

/**
 * A thousand files that went bad, on the real command line: each is refused in one line with exit
 * code 2, or made no difference. Soon, and without memory that a lie in a header asked for.
 *
 * <p>The run is complete and has one checkpoint, so that a file that passes is read, told of, and
 * not trained on.
 */
@Timeout(900)
class MalformedFilesIT {
    private static final long MOST_BYTES = 200 << 20;
    private static final int SECONDS = 20;

    @TempDir private static Path folder;
    private static Path run;
    private static Path conf;
    private static String good;
    private static List<String> contents;
    private static final ExecutorService ONE = Executors.newSingleThreadExecutor();

    /**
     * Which file, how often, and whether the manifest is made to agree with it, as if the program
     * itself had written it so.
     */
    private enum Victim {
        WEIGHTS("run/ckpt/r000008-1/weights.bin", 100, false),
        WEIGHTS_SIGNED("run/ckpt/r000008-1/weights.bin", 200, true),
        MANIFEST("run/MANIFEST-000008.json", 200, false),
        STATE("run/ckpt/r000008-1/state.json", 50, false),
        STATE_SIGNED("run/ckpt/r000008-1/state.json", 150, true),
        METRICS("run/ckpt/r000008-1/metrics.jsonl", 50, false),
        CONFIG("run/config.json", 200, false),
        HOCON("small.conf", 200, false);

        private final String file;
        private final int times;
        private final boolean signed;

        Victim(String file, int times, boolean signed) {
            this.file = file;
            this.times = times;
            this.signed = signed;
        }

        /**
         * A score that is changed and signed is another score: only what cannot be is refused, so
         * single bits are left out there.
         */
        private List<Mutation> mutations() {
            List<Mutation> all = new ArrayList<>();
            if (this != STATE_SIGNED) all.addAll(Mutation.OF_BYTES);
            else all.add(Mutation.TRUNCATED);
            if (!file.endsWith(".bin")) all.addAll(Mutation.OF_TEXT);
            return all;
        }
    }

    @BeforeAll
    static void trainOnce() throws IOException {
        run = folder.resolve("run");
        conf = folder.resolve("small.conf");
        Cli.prepare(folder.resolve("data"));
        Cli trained = Cli.train(folder, "checkpoint.keep=2");
        assertEquals(0, trained.code(), trained.err());
        Files.delete(run.resolve("MANIFEST-000006.json"));
        Files.writeString(
                conf,
                String.join(
                        "\n",
                        "# the settings of Cli",
                        "data { path = \"" + folder.resolve("data") + "\" }",
                        "run { dir = \"overridden\", leaseSeconds = 10 }",
                        "model { kind = qsnn, hidden = [ 8 ] }",
                        "encoder.steps = 4",
                        "training {",
                        "  epochs = 2",
                        "  batchSize = ${averaging.localSteps}0",
                        "  batchSize = 10",
                        "}",
                        "averaging { localSteps = 2, outerMomentum = 0.9 }",
                        "optimiser.learningRate = 1e-3",
                        "checkpoint { everyRounds = 2, keep = 2 }"));
        Cli whole = Cli.run("resume", run.toString());
        assertEquals(0, whole.code(), whole.err());
        good = whole.out();
        assertTrue(good.startsWith("this run is complete"), good);
        assertEquals(good, Cli.run("train", conf.toString(), "--set", "run.dir=" + run).out());
        contents = Cli.contents(run);
    }

    @AfterAll
    static void stop() {
        ONE.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Victim.class)
    void badFile_isRefusedInOneLine_orMakesNoDifference(Victim victim) throws Exception {
        Path file = folder.resolve(victim.file);
        Path manifest = run.resolve("MANIFEST-000008.json");
        byte[] whole = Files.readAllBytes(file);
        byte[] wholeManifest = Files.readAllBytes(manifest);
        List<Mutation> mutations = victim.mutations();
        int refused = 0;
        for (int i = 0; i < victim.times; i++) {
            Mutation mutation = mutations.get(i % mutations.size());
            byte[] bad = mutation.of(whole, new Random(31L * victim.ordinal() + i));
            Files.write(file, bad);
            if (victim.signed) sign(manifest, victim.file, bad);
            String story = victim + " " + mutation + " " + i;
            boolean same = Arrays.equals(bad, whole);
            refused += isRefused(victim, story, same) ? 1 : 0;
            Files.write(file, whole);
            Files.write(manifest, wholeManifest);
            assertEquals(contents, Cli.contents(run), story);
        }
        assertTrue(refused > victim.times / 3, refused + " of " + victim.times + " refused");
    }

    /** Runs the command line on what is there now; fails if it does anything else. */
    private static boolean isRefused(Victim victim, String story, boolean same) throws Exception {
        String[] args = {"resume", run.toString()};
        if (victim == Victim.HOCON) {
            // Where it goes must not depend on what is left of the file.
            args = new String[] {"train", conf.toString(), "--set", "run.dir=" + run};
        }
        String[] typed = args;
        long[] bytes = new long[1];
        Cli result =
                ONE.submit(
                                () -> {
                                    long before = allocated();
                                    Cli told = Cli.run(typed);
                                    bytes[0] = allocated() - before;
                                    return told;
                                })
                        .get(SECONDS, TimeUnit.SECONDS);
        String err = result.err();
        assertFalse(err.contains("Exception:") || err.contains("\tat "), story + ": " + err);
        assertTrue(bytes[0] < MOST_BYTES, story + " took " + (bytes[0] >> 20) + " MiB");
        if (result.code() == 0) {
            assertEquals(good, result.out(), story);
            return false;
        }
        assertEquals(2, result.code(), story + ": " + err);
        assertFalse(same, story);
        List<String> said = err.lines().filter(line -> !line.startsWith("warning: ")).toList();
        assertEquals(1, said.size(), story + ": " + err);
        assertTrue(said.get(0).startsWith("qsnn: ") && said.get(0).length() < 1100, story);
        assertEquals("", result.out(), story);
        return true;
    }

    private static void sign(Path manifest, String file, byte[] bytes) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(manifest.toFile());
        for (JsonNode entry : json.get("files")) {
            if (!file.endsWith(entry.get("file").textValue())) continue;
            ((ObjectNode) entry).put("bytes", bytes.length).put("sha256", Sha256.of(bytes));
        }
        mapper.writeValue(manifest.toFile(), json);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
