package org.sparkqsnn.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.run.Provenance;

/**
 * Trials as Markdown.
 *
 * @param obstacles why some faults were not drawn
 * @param seconds that all of it took
 */
record ChaosReport(List<Trial> trials, List<String> obstacles, long seed, long seconds) {

    String markdown() {
        StringBuilder text = new StringBuilder("# Faults\n\n");
        text.append(
                """
                Runs of 30 rounds on a standalone cluster of two workers, dataset and run directory on HDFS with two data nodes; each run is struck once, at a random moment by the seed. It ends by itself, or stops with one line and is resumed once. "Same" means that the sha256 of the weights after each of the 30 rounds, and in the last checkpoint, is that of an undisturbed `local[1]`.

                ```sh
                """);
        text.append(line("./scripts/chaos --faults %d --seed %d", trials.size(), seed));
        text.append(line("```\n\n%s\n", machine()));
        text.append("| fault | drawn | survived | stopped and resumed | same |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        Map<String, List<Trial>> byFault =
                trials.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Trial::fault, TreeMap::new, Collectors.toList()));
        byFault.forEach((fault, some) -> text.append(row(fault, some)));
        text.append(row("**all**", trials));
        section(text, "What a run says when it stops", messages());
        section(text, "Not drawn here", obstacles);
        section(
                text,
                "Failures",
                trials.stream().filter(Trial::failed).map(Trial::toString).toList());
        return text.toString();
    }

    private static String row(String fault, List<Trial> some) {
        return line(
                "| %s | %d | %d | %d | %d |",
                fault,
                some.size(),
                count(some, trial -> !trial.stopped()),
                count(some, Trial::stopped),
                count(some, trial -> !trial.failed()));
    }

    private static long count(List<Trial> trials, Predicate<Trial> which) {
        return trials.stream().filter(which).count();
    }

    /** Without the numbers of rounds, so that like ones stand once. */
    private List<String> messages() {
        return trials.stream()
                .map(Trial::message)
                .filter(message -> !message.isEmpty())
                .map(message -> "`" + message.replaceAll("\\d{6}", "NNNNNN") + "`")
                .distinct()
                .sorted()
                .toList();
    }

    private static void section(StringBuilder text, String heading, List<String> items) {
        if (items.isEmpty()) return;
        text.append("\n").append(heading).append(":\n");
        for (String item : items) text.append("- ").append(item).append('\n');
    }

    private String machine() {
        return line(
                        "Machine: %s, %d cores, %s; OpenJDK %s, Spark %s; commit %s; %s, %d min.",
                        Provenance.cpuModel(),
                        Runtime.getRuntime().availableProcessors(),
                        property(Path.of("/proc/meminfo"), "MemTotal"),
                        System.getProperty("java.version"),
                        Launcher.sparkVersion(),
                        Build.commit(),
                        LocalDate.now(ZoneOffset.UTC),
                        (seconds + 30) / 60)
                .strip();
    }

    private static String property(Path file, String name) {
        if (!Files.isReadable(file)) return "unknown";
        return Scratch.read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
