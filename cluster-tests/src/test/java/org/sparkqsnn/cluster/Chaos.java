package org.sparkqsnn.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Runs that are disturbed at random: {@code scripts/chaos [--faults 50] [--seed 1]} prints the
 * table of {@code docs/results/faults.md}. One fault strikes each run; fault, moment and victim
 * come from the seed, as far as a signal's moment can.
 */
final class Chaos {
    private final FaultTestbed testbed;
    private final List<Fault> faults;
    private final long seed;
    private final List<String> obstacles = new ArrayList<>();

    Chaos(FaultTestbed testbed, long seed) {
        this.testbed = testbed;
        this.seed = seed;
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : Faults.all()) {
            fault.obstacle()
                    .ifPresentOrElse(
                            why -> obstacles.add(fault.name() + ": " + why),
                            () -> possible.add(fault));
        }
        this.faults = possible;
    }

    /** Why some faults are not drawn. */
    List<String> obstacles() {
        return obstacles;
    }

    /** The {@code index}-th run, the same for the same seed. */
    Trial trial(int index) {
        Random random = new Random(seed * 1_000_003 + index);
        random.nextInt(); // the first numbers of neighbouring seeds are alike
        Fault fault = faults.get(random.nextInt(faults.size()));
        return Trial.of(testbed, fault, "run-" + index, random);
    }

    public static void main(String[] args) {
        int code = 4;
        try {
            code = run(args);
        } catch (RuntimeException | AssertionError e) {
            System.err.println("chaos: " + e);
        }
        // HDFS leaves threads that would keep this JVM.
        System.exit(code);
    }

    private static int run(String[] args) {
        int count = (int) option(args, "--faults", 50);
        long seed = option(args, "--seed", 1);
        List<Trial> trials = new ArrayList<>();
        long start = System.nanoTime();
        Path folder = Scratch.of("chaos");
        try (FaultTestbed testbed = FaultTestbed.open(folder)) {
            Chaos chaos = new Chaos(testbed, seed);
            for (int i = 0; i < count; i++) {
                Trial trial = chaos.trial(i);
                trials.add(trial);
                System.err.println((i + 1) + " of " + count + ": " + trial);
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            System.out.print(new ChaosReport(trials, chaos.obstacles(), seed, seconds).markdown());
        }
        return trials.stream().noneMatch(Trial::failed) ? 0 : 4;
    }

    private static long option(String[] args, String name, long fallback) {
        List<String> words = Arrays.asList(args);
        int at = words.indexOf(name);
        return at < 0 ? fallback : Long.parseLong(words.get(at + 1));
    }
}
