package org.sparkqsnn.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.RequestedResources;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.Survey;

/** The executors there are, and what their JVMs were started with. */
public record ExecutorChecks(Settings settings, Survey survey) {
    /** The largest heap whose regions are small enough for arrays of 4 MB: see CacheLines. */
    private static final long SMALL_REGIONS = 16L << 30;

    /** Off by as much, logs of two hosts are hard to read together. */
    private static final long SKEW_MILLIS = 5000;

    /** What these checks find; there must be an executor that computes. */
    public List<Finding> all(RequestedResources asked) {
        List<Finding> findings = new ArrayList<>();
        findings.add(registered(asked));
        findings.add(cores());
        findings.add(vectors());
        findings.add(collector());
        findings.add(blasThreads());
        findings.add(blasKernel());
        if (survey.executors().size() > 1) findings.add(machines());
        if (!settings.isLocal()) findings.add(clocks());
        return findings;
    }

    /** What to say if no executor came. */
    public Finding none(long seconds) {
        return Finding.problem(
                "executors",
                "0",
                "no executor was registered within " + seconds + " s; training would wait for ever",
                "see that the cluster runs and has a worker with room for spark.executor.memory "
                        + settings.text("spark.executor.memory", "1g")
                        + " and spark.executor.cores");
    }

    Finding registered(RequestedResources asked) {
        int cores = survey.slots() * settings.whole("spark.task.cpus", 1);
        int have = asked.unit() == RequestedResources.Unit.CORES ? cores : survey.registered();
        long hosts = survey.executors().stream().map(JvmFacts::host).distinct().count();
        String value =
                settings.isLocal()
                        ? survey.slots() + " tasks at once"
                        : survey.registered() + ", " + survey.slots() + " tasks at once";
        if (have < asked.count()) {
            return Finding.problem(
                    "executors",
                    value,
                    asked.setting()
                            + " asks for "
                            + asked.count()
                            + ", and "
                            + have
                            + " came; a round takes longer, or the rest comes later",
                    "see which resource the cluster lacks, or ask for " + have);
        }
        String why = settings.isLocal() ? "in the driver's JVM" : "on " + hosts + " host(s)";
        return Finding.ok("executors", value, why);
    }

    /** Threads that share a core take turns. */
    Finding cores() {
        int jvms = Math.max(1, survey.executors().size());
        int perJvm = (survey.slots() + jvms - 1) / jvms;
        int least = survey.executors().stream().mapToInt(JvmFacts::processors).min().orElse(perJvm);
        if (perJvm <= least)
            return Finding.ok("cores", least + " seen", perJvm + " tasks at once in a JVM");
        return Finding.advice(
                "cores",
                least + " seen",
                perJvm + " tasks at once share " + least + " cores of one JVM and take turns",
                settings.isLocal()
                        ? "--master local[" + least + "]"
                        : "spark.executor.cores=" + least);
    }

    /**
     * Scalar kernels have the same bits. On one core with AVX-512 a round of 1,000 images took 0.39
     * s with vectors and 2.1 to 2.4 s without for direct input, 0.82 s and 5.8 to 9.5 s for Poisson
     * input (the fastest of each run, other work on the machine, 2026-11-22).
     */
    Finding vectors() {
        List<JvmFacts> without = with(jvm -> !jvm.cpu().vectors());
        if (without.isEmpty()) {
            int lanes = survey.executors().get(0).cpu().lanes();
            return Finding.ok("vector kernels", "on", "vectors of " + lanes + " floats");
        }
        return Finding.problem(
                "vector kernels",
                "off",
                names(without) + " computes with the scalar kernels, 5 to 12 times slower",
                "keep --add-modules=jdk.incubator.vector in " + options());
    }

    /**
     * CacheLines: an event of 128 floats takes 5.4 ns with its rows on cache lines, 9.4 without.
     */
    Finding collector() {
        List<JvmFacts> others = with(jvm -> !jvm.collector().contains("G1"));
        if (!others.isEmpty()) {
            return Finding.advice(
                    "collector",
                    others.get(0).collector(),
                    names(others)
                            + " is without G1, which alone puts large arrays on cache lines: an"
                            + " event takes 9.4 ns instead of 5.4",
                    "-XX:+UseG1GC in " + options());
        }
        List<JvmFacts> large = with(jvm -> jvm.heapBytes() > SMALL_REGIONS);
        if (!large.isEmpty()) {
            return Finding.advice(
                    "collector",
                    "G1, heap of " + Sizes.text(large.get(0).heapBytes()),
                    "above 16 GiB regions are so large that arrays of 4 MB do not begin one, and"
                            + " lie off the cache lines",
                    "-XX:G1HeapRegionSize=8m in " + options());
        }
        return Finding.ok("collector", "G1", "puts large arrays on cache lines");
    }

    Finding blasThreads() {
        List<JvmFacts> others = with(jvm -> !jvm.cpu().blasThreads().equals("1"));
        String key = "OMP_NUM_THREADS";
        if (others.isEmpty()) return Finding.ok(key, "1", "a task is one thread");
        return Finding.advice(
                key,
                or(others.get(0).cpu().blasThreads(), "unset"),
                "with two BLAS threads a task, two tasks take 20 to 30 % longer; ours sets one"
                        + " itself, but "
                        + names(others)
                        + " starts more",
                settings.isLocal() ? key + "=1" : "spark.executorEnv." + key + "=1");
    }

    Finding blasKernel() {
        List<JvmFacts> told = with(jvm -> !jvm.cpu().blasKernel().isEmpty());
        String key = "OPENBLAS_CORETYPE";
        if (told.isEmpty()) return Finding.ok(key, "unset", "OpenBLAS finds the CPU itself");
        return Finding.advice(
                key,
                told.get(0).cpu().blasKernel(),
                "beats OpenBLAS's own detection: Haswell on a machine with AVX-512 is half the speed",
                "unset it where " + names(told) + " starts");
    }

    /** Compares what a run notes of its machines: it is a problem here where a run warns. */
    Finding machines() {
        Map<String, String> kinds = kinds(JvmFacts::fingerprint);
        String first = kinds.keySet().iterator().next();
        if (kinds.size() == 1) return Finding.ok("machines", first, "the same on every executor");
        return Finding.problem(
                "machines",
                kinds.size() + " kinds",
                "the same bits are promised for one kind of machine, and there are "
                        + listed(kinds)
                        + ": a run may end with other weights when tasks land elsewhere",
                javas() > 1
                        ? "the same JDK on every host"
                        : "use executors of one kind, such as one instance type or node label");
    }

    private long javas() {
        return survey.executors().stream().map(jvm -> jvm.versions().java()).distinct().count();
    }

    /** Ours are durations, so a skew changes no number; Kerberos refuses 5 minutes. */
    Finding clocks() {
        long worst = 0;
        String who = "";
        for (JvmFacts executor : survey.executors()) {
            long ahead = survey.aheadMillis(executor);
            if (Math.abs(ahead) > Math.abs(worst)) {
                worst = ahead;
                who = "executor " + executor.executor() + " on " + executor.host();
            }
        }
        if (Math.abs(worst) < SKEW_MILLIS)
            return Finding.ok("clocks", "within 5 s", "of the driver's, on every executor");
        return Finding.advice(
                "clocks",
                worst / 1000 + " s",
                who
                        + (worst > 0 ? " is ahead" : " is behind")
                        + "; our times are durations and stay right, but logs do not match, and"
                        + " Kerberos refuses 5 minutes",
                "run NTP on that host");
    }

    private String options() {
        return settings.isLocal() ? "--driver-java-options" : "spark.executor.extraJavaOptions";
    }

    private List<JvmFacts> with(Predicate<JvmFacts> defect) {
        return survey.executors().stream().filter(defect).toList();
    }

    private Map<String, String> kinds(Function<JvmFacts, String> kind) {
        return survey.executors().stream()
                .collect(
                        Collectors.groupingBy(
                                kind,
                                TreeMap::new,
                                Collectors.mapping(JvmFacts::executor, Collectors.joining(", "))));
    }

    private static String listed(Map<String, String> kinds) {
        return kinds.entrySet().stream()
                .map(kind -> kind.getKey() + " (executor " + kind.getValue() + ")")
                .collect(Collectors.joining("; "));
    }

    private String names(List<JvmFacts> jvms) {
        if (settings.isLocal()) return "this JVM";
        String ids = jvms.stream().map(JvmFacts::executor).collect(Collectors.joining(", "));
        return "executor " + ids;
    }

    private static String or(String text, String fallback) {
        return text.isBlank() ? fallback : text;
    }
}
