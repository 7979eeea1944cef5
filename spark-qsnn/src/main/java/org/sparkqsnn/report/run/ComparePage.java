package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.html.Page;
import org.sparkqsnn.report.html.Section;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.report.html.Table.Row;
import org.sparkqsnn.report.run.Metrics.Evaluated;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.RunDirectory;

/** A page with several runs side by side, called A, B, C and so on. */
public final class ComparePage {
    /** Curves of more runs cannot be told apart. */
    private static final int MOST = 8;

    private final List<RunFiles> runs;

    private ComparePage(List<RunFiles> runs) {
        this.runs = runs;
    }

    /**
     * @throws BadInput if they are not 2 to 8, or one holds no run, or a damaged one
     */
    public static Page of(List<RunDirectory> directories) {
        int given = directories.size();
        if (given < 2 || given > MOST)
            throw new BadInput("--compare needs 2 to " + MOST + " run directories, got " + given);
        return new ComparePage(directories.stream().map(RunFiles::read).toList()).page();
    }

    private Page page() {
        return new Page(
                runs.size() + " runs side by side",
                "Curves over rounds, results, and what differs in the configs",
                List.of(
                        new Section("results", "Results", List.of(results())),
                        new Section("curves", "Curves", List.of(new Columns(curves()))),
                        new Section("config", "Config", differences())),
                0);
    }

    private static String letter(int run) {
        return String.valueOf((char) ('A' + run));
    }

    private Table results() {
        List<String> head =
                List.of(
                        "run",
                        "directory",
                        "network",
                        "accuracy",
                        "best",
                        "on",
                        "rounds",
                        "seconds",
                        "data",
                        "commit");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) rows.add(result(letter(i), runs.get(i)));
        return new Table("What each run came to", head, rows);
    }

    private static Row result(String name, RunFiles run) {
        List<Provenance> starts = run.starts();
        return Row.of(
                name,
                run.name(),
                run.shape().widths(),
                run.lastEvaluation().map(last -> Format.percent(last.accuracy())).orElse("–"),
                best(run),
                run.lastEvaluation().map(Evaluated::split).orElse("–"),
                Format.count(run.roundsDone()) + (run.complete() ? "" : " of " + run.rounds()),
                Format.text("%,.1f", run.metrics().seconds()),
                run.identity().data().name(),
                starts.isEmpty() ? "–" : shortened(starts.get(starts.size() - 1).commit()));
    }

    private static String best(RunFiles run) {
        return run.metrics().evaluations().stream().mapToDouble(Evaluated::accuracy).max().stream()
                .mapToObj(Format::percent)
                .findFirst()
                .orElse("–");
    }

    private static String shortened(String commit) {
        return commit.replaceFirst("^([0-9a-f]{10})[0-9a-f]{30}", "$1");
    }

    private List<Figure> curves() {
        return List.of(
                overlaid(
                        "accuracy",
                        "Accuracy on what was not trained on",
                        "fraction right",
                        curves -> curves.evaluations(Evaluated::accuracy)),
                overlaid(
                        "loss",
                        "Loss on what was not trained on",
                        "loss",
                        curves -> curves.evaluations(Evaluated::loss)),
                overlaid(
                        "train-loss",
                        "Training loss",
                        "loss",
                        curves -> curves.loss().subList(0, 1)),
                overlaid(
                        "train-accuracy",
                        "Training accuracy",
                        "fraction right",
                        curves -> curves.accuracy().subList(0, 1)));
    }

    private Figure overlaid(
            String id, String title, String y, Function<CurveFigures, List<Series>> of) {
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (Series one : of.apply(new CurveFigures(runs.get(i).metrics())))
                all.add(new Series(letter(i), one.x(), one.y(), one.sparse()));
        }
        return CurveFigures.figure(id, title, y, all);
    }

    private List<Block> differences() {
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : values().values()) {
            boolean same = cells.stream().skip(1).distinct().count() == 1;
            if (!same && !cells.get(0).equals("run.dir")) rows.add(new Row(cells, false));
        }
        if (rows.isEmpty())
            return List.of(new Text("The configs have the same value for every key."));
        List<String> head = new ArrayList<>(List.of("key"));
        for (int i = 0; i < runs.size(); i++) head.add(letter(i));
        return List.of(new Table("Keys that differ", head, rows));
    }

    /** By key: the key, then each run's value. */
    private Map<String, List<String>> values() {
        List<Map<String, Object>> leaves =
                runs.stream().map(run -> ConfigTree.leaves(run.config())).toList();
        Set<String> keys = new LinkedHashSet<>();
        leaves.forEach(own -> keys.addAll(own.keySet()));
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String key : keys) {
            List<String> cells = new ArrayList<>(List.of(key));
            // Of another kind or with fewer layers: no such key.
            for (Map<String, Object> own : leaves)
                cells.add(own.containsKey(key) ? ConfigTree.text(own.get(key)) : "–");
            values.put(key, cells);
        }
        return values;
    }
}
