package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkqsnn.cli.WatchedFileSystem.Deed;
import org.sparkqsnn.cli.WatchedFileSystem.Touch;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.SweepListener;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.ThreadTrials;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.Small;

/**
 * 2,000 directories in which somebody changed a file, on the real command line: whatever it says,
 * nothing outside of the directory is read, written or deleted, nobody is called, no variable of
 * the environment is told, and the end is exit code 0, or 2 with one line. Only data are read where
 * {@code data.path} says, by the name of their manifest.
 */
@Timeout(600)
class HostileFilesIT {
    @TempDir private static Path home;
    private static final Map<Path, Map<Path, byte[]>> TEMPLATES = new TreeMap<>();
    private static final Set<String> TRIALS = new HashSet<>();
    private static List<String> victim;
    private static Ear ear;

    /** What is changed, who reads it, and how often. */
    private enum Target {
        CONFIG_REPORTED("run/config.json", 40, "report"),
        CONFIG_RESUMED("run/config.json", 500, "resume"),
        CONFIG_EVALUATED("run/config.json", 40, "evaluate"),
        MANIFEST_RESUMED("run/MANIFEST-000008.json", 640, "resume"),
        MANIFEST_REPORTED("run/MANIFEST-000008.json", 40, "report"),
        PROVENANCE("run/provenance.json", 40, "report"),
        METRICS("run/metrics.jsonl", 30, "report"),
        DATA("data/manifest.json", 100, "evaluate"),
        SWEEP_REPORTED("sweep/sweep.json", 130, "report"),
        SWEEP_RESUMED("cut/sweep.json", 150, ""),
        RESULTS("sweep/results.jsonl", 130, "report"),
        SUMMARY("sweep/summary.json", 20, "report"),
        TRIAL("cut/trials", 140, "");

        private final String file;
        private final int times;
        private final String verb;

        Target(String file, int times, String verb) {
            this.file = file;
            this.times = times;
            this.verb = verb;
        }
    }

    @BeforeAll
    static void makeTemplates() throws IOException {
        ear = new Ear();
        Cli.prepare(home.resolve("data"));
        Cli trained = Cli.train(home, "checkpoint.keep=2");
        assertEquals(0, trained.code(), trained.err());
        Files.delete(home.resolve("run/MANIFEST-000006.json"));
        Path conf = home.resolve("sweep.conf");
        Files.writeString(
                conf,
                "axes { neuron.t1 = [30, 60], data.path = [\"DATA\"] }"
                        .replace("DATA", home.resolve("data").toString()));
        List<String> args = new ArrayList<>(List.of("sweep", conf.toString()));
        for (String set : settings("sweep")) args.addAll(List.of("--set", set));
        Cli swept = Cli.run(args.toArray(String[]::new));
        assertEquals(0, swept.code(), swept.err());
        cutSweep();
        Files.createDirectories(home.resolve("victim/r000001-1"));
        Files.writeString(home.resolve("victim/keep.txt"), "keep");
        Files.writeString(home.resolve("victim/x.conf"), "leaked = 1");
        Files.writeString(home.resolve("victim/r000001-1/weights.bin"), "keep");
        victim = Cli.contents(home.resolve("victim"));
        for (String name : List.of("run", "data", "sweep", "cut"))
            TEMPLATES.put(home.resolve(name), files(home.resolve(name)));
        WatchedFileSystem.install();
    }

    @AfterAll
    static void close() throws IOException {
        WatchedFileSystem.remove();
        ear.close();
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void whateverAFileSays_nothingOutsideIsTouched(Target target) throws IOException {
        Path file = target == Target.TRIAL ? aResult() : home.resolve(target.file);
        Path folder = home.resolve(target.file.substring(0, target.file.indexOf('/')));
        byte[] good = Files.readAllBytes(file);
        Payload payload = new Payload(home, ear.address());
        int refused = 0;
        for (int i = 0; i < target.times; i++) {
            Random random = new Random(1009L * target.ordinal() + i);
            byte[] bad = i % 5 == 0 ? damaged(good, random) : payload.in(good, random);
            write(file, good, bad);
            String story = target + " " + i + ": " + new String(bad, 0, Math.min(bad.length, 3000));
            List<Touch> unused = WatchedFileSystem.touched();
            try {
                Cli told = target.verb.isEmpty() ? goOn() : run(target.verb, folder);
                requireHarmless(told, folder, story);
                refused += told.code() == 2 ? 1 : 0;
            } finally {
                restore(folder);
            }
        }
        // Lines of metrics that are damaged are taken from the checkpoint.
        assertTrue(refused > 0 || target == Target.METRICS, "none of " + target.times);
    }

    private static byte[] damaged(byte[] good, Random random) {
        List<Mutation> all = new ArrayList<>(Mutation.OF_BYTES);
        all.addAll(Mutation.OF_TEXT);
        return all.get(random.nextInt(all.size())).of(good, random);
    }

    /** A config comes with the hashes it must have. */
    private static void write(Path file, byte[] good, byte[] bad) throws IOException {
        boolean config = file.endsWith("run/config.json");
        Files.write(file, config ? Resigned.config(bad, good) : bad);
        if (config) Resigned.manifests(home.resolve("run"));
    }

    private static Cli run(String verb, Path folder) {
        if (folder.endsWith("data"))
            return Cli.run(verb, home.resolve("run").toString(), "--data", folder.toString());
        return Cli.run(verb, folder.toString());
    }

    private static void requireHarmless(Cli told, Path folder, String story) throws IOException {
        String all = told.out() + told.err();
        assertTrue(told.code() == 0 || told.code() == 2, told.code() + ", " + all + story);
        assertFalse(all.contains("\tat "), all + story);
        if (told.code() == 2) {
            Stream<String> said = told.err().lines().filter(line -> !line.startsWith("warning: "));
            assertEquals(1, said.count(), told.err() + story);
        }
        List<Touch> outside =
                WatchedFileSystem.touched().stream()
                        .filter(touch -> !mayTouch(touch, folder))
                        .toList();
        assertEquals(List.of(), outside, story);
        assertEquals(List.of(), ear.heard(), story);
        assertEquals(victim, Cli.contents(home.resolve("victim")), story);
        assertFalse(all.contains(System.getenv("PATH")) || all.contains("leaked"), all + story);
        Path page = folder.resolve("report.html");
        if (Files.exists(page))
            assertFalse(Files.readString(page).contains(System.getenv("PATH")), story);
    }

    private static boolean mayTouch(Touch touch, Path folder) {
        Path path = Path.of(touch.path().replace('\0', '?')).normalize();
        if (path.startsWith(folder)) return true;
        if (path.startsWith(home.resolve("run")) && folder.endsWith("data")) return true;
        boolean ofData = path.startsWith(home.resolve("data")) || path.endsWith("manifest.json");
        return touch.deed() == Deed.READ && ofData;
    }

    /** What {@code resume} does with a sweep, on this thread instead of Spark's. */
    private static Cli goOn() {
        Configuration hadoop = Session.hadoop(Session.conf("test"));
        try {
            SweepDirectory directory = SweepDirectory.at(home.resolve("cut").toString(), hadoop);
            byte[] json = directory.sweep().orElseThrow();
            sweep(SweepFile.read(json, "sweep.json").definition(), hadoop, Integer.MAX_VALUE);
            return new Cli(0, "", "");
        } catch (BadInput e) {
            return new Cli(2, "", "qsnn: " + e.getMessage() + "\n");
        }
    }

    /** Goes on until it ends, has trained {@code most} trials, or wants one of another sweep. */
    private static void sweep(SweepDefinition definition, Configuration hadoop, int most) {
        TrialFiles files = TrialFiles.at(home.resolve("cut/trials").toString(), hadoop);
        SweepPlan plan = SmallSweep.plan(definition, Small.dataset());
        Set<Trial> trained = new HashSet<>();
        AtomicBoolean stop = new AtomicBoolean();
        TrialRunner runner =
                new TrialRunner() {
                    @Override
                    public void run(
                            List<TrialTask> tasks,
                            Consumer<TrialRecord> ended,
                            BooleanSupplier stopped) {
                        List<TrialTask> known =
                                tasks.stream()
                                        .filter(task -> TRIALS.contains(task.trial().id()))
                                        .limit(most)
                                        .toList();
                        new ThreadTrials(Small.dataset(), files).run(known, ended, stopped);
                        for (TrialTask task : known) trained.add(task.trial());
                        stop.set(known.size() < tasks.size() || trained.size() >= most);
                    }

                    @Override
                    public void runAlone(
                            List<TrialTask> tasks,
                            Consumer<TrialRecord> ended,
                            BooleanSupplier stopped) {
                        run(tasks, ended, stopped);
                    }

                    @Override
                    public void close() {}
                };
        Sweep.End unused =
                new Sweep(plan, files, true, runner, new SweepListener() {}).run(() -> stop.get());
    }

    /** Two trials of two epochs, stopped after the first epoch of both. */
    private static void cutSweep() throws IOException {
        List<String> set = settings("cut");
        set.addAll(List.of("sweep.segmentEpochs=1", "axes.neuron.t1=[30,60]"));
        SweepDefinition definition = SmallSweep.of(set);
        Files.createDirectories(home.resolve("cut"));
        Files.write(home.resolve("cut/sweep.json"), new SweepFile(definition).json());
        SmallSweep.plan(definition, Small.dataset())
                .allTrials()
                .forEach(trial -> TRIALS.add(trial.id()));
        sweep(definition, new Configuration(), 2);
        assertEquals(4, files(home.resolve("cut/trials")).size(), "two results and their states");
    }

    private static List<String> settings(String name) {
        List<String> all = new ArrayList<>(Cli.SETTINGS);
        all.addAll(List.of("sweep.dir=" + home.resolve(name), "sweep.seeds=1"));
        return all;
    }

    private static Path aResult() throws IOException {
        return files(home.resolve("cut/trials")).keySet().stream()
                .filter(path -> path.toString().endsWith(".json"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Path, byte[]> files(Path folder) throws IOException {
        Map<Path, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                all.put(file, Files.readAllBytes(file));
        }
        return all;
    }

    private static void restore(Path folder) throws IOException {
        Map<Path, byte[]> template = TEMPLATES.get(folder);
        for (Path file : files(folder).keySet()) {
            if (!template.containsKey(file)) Files.delete(file);
        }
        for (Map.Entry<Path, byte[]> file : template.entrySet())
            Files.write(file.getKey(), file.getValue());
    }
}
