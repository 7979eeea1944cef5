package org.sparkqsnn.cli;

import static java.util.regex.Pattern.MULTILINE;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.ConfigRules;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.sweep.search.SweepReader;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the documents name is there: files, headings, classes, keys, and commands as they stand. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
    private static final Pattern FENCED =
            Pattern.compile("^```.*?^```$", MULTILINE | Pattern.DOTALL);
    private static final Pattern SHELL =
            Pattern.compile("^```sh\\n(.*?)^```$", MULTILINE | Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![\\w/.-])(conf|scripts|docs|benchmarks|examples)/[a-z][\\w./-]*\\w");
    private static final Pattern SET = Pattern.compile("--set '?([a-z][\\w.]*)=");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.([a-z]\\w*))?`");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** Options of spark-submit that documents use; each takes a value. */
    private static final List<String> SUBMIT =
            List.of("--master", "--driver-memory", "--executor-memory", "--conf", "--jars");

    private static final Map<String, String> SOURCES = sources();

    static Stream<Path> documents() {
        return files(".md").stream();
    }

    /** Guides tell a user what to type. */
    static Stream<Path> guides() {
        return documents()
                .filter(one -> one.endsWith("README.md") || one.toString().contains("guide"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_pointToFilesAndHeadings(Path document) throws IOException {
        String text = FENCED.matcher(Files.readString(document)).replaceAll("");
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(text).results().toList()) {
            String to = Optional.ofNullable(link.group(1)).orElse(link.group(2));
            if (!to.contains("://") && !isThere(document, to)) broken.add(to);
        }
        assertEquals(List.of(), broken);
    }

    @ParameterizedTest
    @MethodSource("guides")
    void files_areThere(Path document) throws IOException {
        assertEquals(
                List.of(), found(FILE, 0, document, name -> !Files.exists(ROOT.resolve(name))));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void keysThatAreSet_areKeys(Path document) throws IOException {
        assertEquals(List.of(), found(SET, 1, document, key -> !isKey(key)));
    }

    /** Parsed as the command line is; the config is read, unless it is a file of the user's own. */
    @ParameterizedTest
    @MethodSource("guides")
    void commands_areUnderstood(Path document) throws IOException {
        for (MatchResult block : SHELL.matcher(Files.readString(document)).results().toList()) {
            for (String line : block.group(1).replace("\\\n", " ").split("\n")) {
                int at = line.indexOf("./scripts/qsnn ");
                if (at < 0) continue;
                List<String> typed = words(line.substring(at).replaceFirst(" # .*", ""));
                List<String> ours = withoutSubmit(typed.subList(1, typed.size()));
                assertDoesNotThrow(() -> read(ours), line);
            }
        }
    }

    /** Results are what was seen then, with the names of then. */
    static Stream<Path> statements() {
        return documents().filter(one -> !one.startsWith(ROOT.resolve("docs/results")));
    }

    /** In descriptions all that is named as a class, elsewhere the tests that are appealed to. */
    @ParameterizedTest
    @MethodSource("statements")
    void classesAndMembers_areThere(Path document) throws IOException {
        boolean all = document.endsWith("ARCHITECTURE.md") || document.endsWith("notation.md");
        String checked = "\\w+(Test|IT)" + (all ? "|.*[a-z].*" : "");
        assertEquals(
                List.of(),
                NAME.matcher(Files.readString(document))
                        .results()
                        .filter(name -> name.group(1).matches(checked))
                        .filter(name -> !isDeclared(name.group(1), name.group(2)))
                        .map(MatchResult::group)
                        .toList());
    }

    /** What a group of a pattern's matches in a document says, of that which is amiss. */
    private static List<String> found(
            Pattern pattern, int group, Path document, Predicate<String> amiss) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(group))
                .filter(amiss)
                .toList();
    }

    private static void read(List<String> typed) {
        ParseResult verb =
                new CommandLine(Qsnn.class).parseArgs(typed.toArray(String[]::new)).subcommand();
        if (verb == null) return;
        List<String> set = verb.matchedOptionValue("--set", List.of());
        Optional<File> file = file(verb);
        switch (verb.commandSpec().name()) {
            case "train", "doctor" -> ConfigReader.read(file, set);
            case "sweep" -> SweepReader.read(file, set, false);
            default -> assertTrue(verb.errors().isEmpty());
        }
    }

    /** The config file, where it is one of the project. */
    private static Optional<File> file(ParseResult verb) {
        return verb.matchedPositionals().stream()
                .map(one -> one.stringValues().get(0))
                .filter(name -> name.startsWith("conf/"))
                .map(name -> ROOT.resolve(name).toFile())
                .findFirst();
    }

    private static List<String> withoutSubmit(List<String> typed) {
        List<String> ours = new ArrayList<>(typed);
        for (int i = ours.size() - 2; i >= 0; i--)
            if (SUBMIT.contains(ours.get(i))) ours.subList(i, i + 2).clear();
        return ours;
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> Optional.ofNullable(word.group(1)).orElse(word.group(2)))
                .toList();
    }

    private static boolean isKey(String key) {
        if (key.startsWith("axes.")) return isKey(key.substring(5));
        Function<String, Optional<ConfigKey>> keys = ConfigRules.types(ExperimentConfig.class);
        if (key.startsWith("sweep."))
            return ConfigRules.types(SweepConfig.class).apply(key.substring(6)).isPresent();
        return keys.apply(key).isPresent();
    }

    private static boolean isThere(Path document, String to) throws IOException {
        String[] parts = to.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(file)) return false;
        return parts.length < 2
                || Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchor(line).equals(parts[1]));
    }

    /** As the usual web views of repositories name a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static boolean isDeclared(String type, String member) {
        String source = SOURCES.getOrDefault(type, "");
        if (source.isEmpty() || member == null) return !source.isEmpty();
        return Pattern.compile("\\b" + member + "\\b").matcher(source).find();
    }

    /** Each type of the project, and the file that declares it. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        for (Path file : files(".java")) {
            String text = text(file);
            TYPE.matcher(text)
                    .results()
                    .forEach(found -> sources.merge(found.group(1), text, String::concat));
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(one -> one.toString().endsWith(ending))
                    .filter(
                            one ->
                                    !one.toString()
                                            .matches("\\.\\./(runs|sweeps|datasets|.*/?target)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
