package org.sparkqsnn.report.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.report.StartBlocks;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Block.Command;
import org.sparkqsnn.report.html.Block.Fact;
import org.sparkqsnn.report.html.Block.Facts;
import org.sparkqsnn.report.html.Block.Notice;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Page;
import org.sparkqsnn.report.html.Section;
import org.sparkqsnn.sweep.table.Interval;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.table.Summary;

/** The page of one sweep. */
record SweepPage(SweepFiles files) {

    Page page() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("overview", "Overview", overview()));
        if (files.ranking().best().isPresent()) {
            RankingFigures ranking = new RankingFigures(files.ranking());
            List<Block> axes = AxisFigures.of(files).blocks();
            sections.add(new Section("ranking", "Configs", List.of(ranking.table())));
            List<Block> compared =
                    List.of(
                            new Columns(List.of(ranking.seeds(), ranking.time())),
                            new LearningFigure(files).figure());
            sections.add(new Section("compared", "Seeds, time and learning", compared));
            if (!axes.isEmpty()) sections.add(new Section("axes", "Axes", axes));
        }
        SweepTables tables = new SweepTables(files);
        tables.failures()
                .ifPresent(
                        table -> sections.add(new Section("failures", "Failures", List.of(table))));
        sections.add(new Section("config", "Sweep", tables.definition()));
        sections.add(
                new Section("provenance", "Provenance", new StartBlocks(files.starts()).blocks()));
        return new Page(title(), subtitle(), sections, 0);
    }

    private String title() {
        String path = files.name().replaceAll("/+$", "");
        return "Sweep " + path.substring(path.lastIndexOf('/') + 1);
    }

    private String subtitle() {
        String state =
                files.complete()
                        ? ", complete"
                        : Format.text(", %,d of %,d trials", files.rows().size(), files.trials());
        return files.name() + state;
    }

    private List<Block> overview() {
        List<Block> blocks = new ArrayList<>();
        Optional<Summary> best = files.ranking().best();
        blocks.add(new Facts(facts(best)));
        if (files.rows().isEmpty()) blocks.add(new Notice("No trial has ended yet."));
        best.ifPresent(
                found -> {
                    blocks.add(new Text("The best config, trained again with its first seed:"));
                    blocks.add(new Command(repeat(found)));
                });
        return blocks;
    }

    private List<Fact> facts(Optional<Summary> best) {
        List<Fact> facts = new ArrayList<>();
        facts.add(best.map(this::accuracy).orElse(new Fact("Accuracy", "–", "no result yet")));
        facts.add(
                new Fact(
                        "Configs",
                        Format.count(files.ranking().configs().size()),
                        "with up to " + files.definition().sweep().seeds() + " seeds"));
        long failed = files.rows().stream().filter(Row::hasFailed).count();
        facts.add(
                new Fact(
                        "Trials",
                        Format.count(files.rows().size()),
                        Format.text("of %,d; %,d failed", files.trials(), failed)));
        double seconds = files.rows().stream().mapToDouble(Row::seconds).sum();
        facts.add(new Fact("Time", Format.duration(seconds), "of one core, all trials"));
        return facts;
    }

    private Fact accuracy(Summary best) {
        String split = files.definition().experiment().data().holdout() > 0 ? "validation" : "test";
        String more =
                best.student().map(SweepPage::percents).orElse("one seed")
                        + "; config "
                        + best.config();
        return new Fact("Best " + split + " accuracy", Format.percent(best.accuracy()), more);
    }

    private static String percents(Interval interval) {
        return Format.text(
                "95 %% interval %.1f to %.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    private String repeat(Summary best) {
        Row row =
                files.rows().stream()
                        .filter(one -> one.config() == best.config())
                        .findFirst()
                        .orElseThrow();
        Map<String, String> values = new LinkedHashMap<>();
        row.values().forEach((key, value) -> values.put(key, ConfigTree.text(value)));
        return RepeatCommand.of(files.definition().with(values));
    }
}
