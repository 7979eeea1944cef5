package org.sparkqsnn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.regex.Pattern.MULTILINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: the table of ARCHITECTURE.md, a line for each package. */
class ArchitectureTest {
    private static final String OURS = "org.sparkqsnn.";

    /** From the bottom up: a package may import only what stands above it here. */
    private static final Map<String, Set<String>> MAY_IMPORT =
            table(
                    """
                    data.schema:
                    data.cache: data.schema
                    data.idx: data.schema
                    data.encode:
                    data.mix: data.schema
                    data.shard: data.cache data.encode data.mix data.schema
                    data.source: data.mix data.schema data.shard
                    data.fetch: data.idx data.schema
                    data.cli: data.fetch data.idx data.mix data.schema data.shard data.source
                    config: data.schema
                    storage: config data.schema
                    math:
                    run: config data.schema storage
                    neuron: config data.encode data.schema math
                    neuron.qlif: config math neuron
                    neuron.lif: config math neuron
                    neuron.real: neuron
                    layer.event: data.encode math neuron
                    layer: config data.encode layer.event math neuron
                    layer.dense: config data.schema layer layer.event math neuron \
                        neuron.qlif
                    model: config data.encode data.schema layer layer.dense layer.event math \
                        neuron
                    model.readout: model
                    model.loss: config data.schema model
                    experiment: config data.encode data.schema model model.loss model.readout neuron \
                        neuron.qlif run
                    evaluation: config data.encode data.schema experiment model neuron storage
                    training.round: data.encode data.schema data.shard evaluation experiment \
                        math model run
                    training: config data.encode data.schema data.shard evaluation experiment \
                        model run storage training.round
                    sweep.search: config data.encode data.schema experiment
                    sweep.trial: config data.schema evaluation experiment run sweep.search \
                        training training.round
                    sweep.table: config data.schema evaluation experiment storage sweep.search \
                        sweep.trial
                    sweep: config data.schema evaluation experiment model run sweep.search \
                        sweep.table sweep.trial training
                    spark.wire: config data.schema data.shard evaluation experiment \
                        sweep.trial training training.round
                    spark: data.schema data.shard evaluation experiment math run spark.wire \
                        storage sweep.trial training training.round
                    spark.ml: config data.encode data.schema evaluation experiment model \
                        neuron.qlif run spark training training.round
                    tracking: config data.schema evaluation experiment run training
                    report.chart: config
                    report.html: config report.chart run
                    report: config data.schema report.html run
                    report.run: config data.schema evaluation experiment model neuron report \
                        report.chart report.html run training training.round
                    report.sweep: config data.schema experiment report report.chart report.html \
                        run sweep sweep.search sweep.table
                    doctor: data.schema experiment layer model neuron run spark training \
                        training.round
                    cli.terminal: data.schema data.shard doctor experiment run spark
                    cli.doctor: cli.terminal config data.schema doctor experiment run spark \
                        training training.round
                    cli.looking: cli.terminal config data.schema evaluation experiment report \
                        report.html report.run report.sweep run spark storage training \
                        training.round
                    cli.training: cli.terminal config data.schema doctor evaluation experiment \
                        model run spark storage sweep sweep.search sweep.table sweep.trial \
                        tracking training training.round
                    cli: cli.doctor cli.looking cli.terminal cli.training data.cli data.schema \
                        run spark storage training
                    """);

    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../data-prep/src/main/java"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("org.sparkqsnn");

    private static final Set<Import> IMPORTS = imports();

    /**
     * From a class of ours to a class of another package of ours; both without the common prefix.
     */
    private record Import(String from, String to) {
        boolean isOf(String name) {
            return packageOf(from).equals(name);
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_importsWhatItsRowAllows(String name) {
        Set<String> allowed = MAY_IMPORT.get(name);
        List<String> faults =
                IMPORTS.stream()
                        .filter(one -> one.isOf(name) && !allowed.contains(packageOf(one.to())))
                        .map(one -> one.from() + " imports " + one.to())
                        .sorted()
                        .toList();
        assertEquals(List.of(), faults, name + " may import only " + allowed);
    }

    /** What nobody uses goes out of the table, so that a later use of it is a decision. */
    @ParameterizedTest
    @MethodSource("packages")
    void row_allowsNothingThatNobodyUses(String name) {
        Set<String> idle = new TreeSet<>(MAY_IMPORT.get(name));
        IMPORTS.stream()
                .filter(one -> one.isOf(name))
                .forEach(one -> idle.remove(packageOf(one.to())));
        assertEquals(Set.of(), idle, "allowed to " + name + ", and not imported");
    }

    @Test
    void table_hasEveryPackage() {
        Set<String> there =
                CLASSES.stream()
                        .filter(one -> !one.getSimpleName().equals("package-info"))
                        .map(one -> packageOf(within(one.getName())))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, new TreeSet<>(MAY_IMPORT.keySet()));
    }

    @Test
    void imports_pointDown() {
        Set<String> below = new TreeSet<>();
        MAY_IMPORT.forEach(
                (name, allowed) -> {
                    Set<String> notBelow = new TreeSet<>(allowed);
                    notBelow.removeAll(below);
                    assertEquals(Set.of(), notBelow, "allowed to " + name + ", and not below it");
                    below.add(name);
                });
    }

    @Test
    void architecture_hasTheSameTable() throws IOException {
        Pattern row = Pattern.compile("^\\| `([a-z.]+)` \\| [^|]+ \\| ([^|]+) \\|$");
        Map<String, Set<String>> written = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("..", "ARCHITECTURE.md"))) {
            Matcher cells = row.matcher(line);
            if (cells.matches()) written.put(cells.group(1), names(cells.group(2)));
        }
        assertEquals(lines(MAY_IMPORT), lines(written));
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("org.sparkqsnn.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void spark_staysWhereItIs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.sparkqsnn.spark..",
                        "org.sparkqsnn.cli..",
                        "org.sparkqsnn.data.shard..",
                        "org.sparkqsnn.data.source..",
                        "org.sparkqsnn.data.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(CLASSES);
    }

    /** Only the wire knows Kryo, so that a Spark with another one is a matter of two packages. */
    @Test
    void kryo_staysOnTheWire() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.sparkqsnn.spark", "org.sparkqsnn.spark.wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.esotericsoftware..")
                .check(CLASSES);
    }

    private static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    /** Of the byte code, and of the source, which alone has constants and the types of lambdas. */
    private static Set<Import> imports() {
        Set<Import> imports = new HashSet<>();
        for (JavaClass one : CLASSES) {
            one.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> other.getName().startsWith(OURS))
                    .forEach(other -> imports.add(of(one.getName(), other.getName())));
        }
        for (Path root : SOURCES) addWritten(root, imports);
        imports.removeIf(one -> packageOf(one.from()).equals(packageOf(one.to())));
        return imports;
    }

    private static void addWritten(Path root, Set<Import> imports) {
        Pattern line =
                Pattern.compile("^import (?:static )?(org\\.sparkqsnn\\.[\\w.]+);", MULTILINE);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String from = root.relativize(file).toString().replace('/', '.');
                line.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> imports.add(of(from, found.group(1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Import of(String from, String to) {
        return new Import(topOf(within(from)), topOf(within(to)));
    }

    private static String within(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    /** The package and the outermost class. */
    private static String topOf(String name) {
        return name.replaceFirst("(\\.[A-Z]\\w*).*", "$1").replaceFirst("\\$.*", "");
    }

    private static String packageOf(String name) {
        return name.replaceFirst("\\.[A-Z].*|\\.package-info", "");
    }

    private static Map<String, Set<String>> table(String text) {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split(":", 2))
                .forEach(row -> table.put(row[0].strip(), names(row[1])));
        return table;
    }

    private static Set<String> names(String text) {
        return Pattern.compile("[a-z]+(\\.[a-z]+)*")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As lines, in which a difference is easy to see. */
    private static String lines(Map<String, Set<String>> table) {
        return table.entrySet().stream()
                .map(row -> row.getKey() + ": " + String.join(" ", row.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
