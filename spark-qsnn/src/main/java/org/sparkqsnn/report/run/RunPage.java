package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.report.StartBlocks;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Fact;
import org.sparkqsnn.report.html.Block.Facts;
import org.sparkqsnn.report.html.Block.Notice;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Page;
import org.sparkqsnn.report.html.Section;
import org.sparkqsnn.training.Checkpoint;

/**
 * The page of one run.
 *
 * @param missing why samples could not be shown to the network; empty if they were
 */
record RunPage(RunFiles files, Optional<EvaluatedSamples> evaluated, String missing) {

    Page page() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("overview", "Overview", overview()));
        CurveFigures curves = new CurveFigures(files.metrics());
        if (files.roundsDone() > 0) {
            sections.add(new Section("training", "Training", curves.learning()));
            List<Block> activity = curves.activity(files.shape());
            if (!activity.isEmpty()) sections.add(new Section("activity", "Activity", activity));
            TimeFigures time = new TimeFigures(files.metrics());
            sections.add(new Section("time", "Time", time.blocks()));
        }
        evaluated.ifPresent(seen -> sections.addAll(seen(seen)));
        sections.add(new Section("config", "Config", new ConfigBlocks(files).blocks()));
        sections.add(
                new Section("provenance", "Provenance", new StartBlocks(files.starts()).blocks()));
        return new Page(title(files), subtitle(), sections, 0);
    }

    /** The last part of a run directory's path. */
    static String title(RunFiles files) {
        String path = files.name().replaceAll("/+$", "");
        return "Run " + path.substring(path.lastIndexOf('/') + 1);
    }

    private String subtitle() {
        return files.name()
                + (files.complete()
                        ? ", complete"
                        : Format.text(", %,d of %,d rounds", files.roundsDone(), files.rounds()));
    }

    private List<Section> seen(EvaluatedSamples seen) {
        NetworkShape shape = files.shape();
        PredictionFigures predictions = new PredictionFigures(seen, shape.output().spikes());
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("predictions", "Predictions", predictions.blocks()));
        if (spikes()) {
            NeuronFigures neurons = new NeuronFigures(seen, files);
            sections.add(new Section("neurons", "Neurons", neurons.blocks()));
        }
        SampleFigures samples = new SampleFigures(seen, shape);
        sections.add(new Section("samples", "Samples", samples.blocks()));
        return sections;
    }

    /** Whether any layer spikes. */
    private boolean spikes() {
        NetworkShape shape = files.shape();
        return IntStream.range(0, shape.layers().size()).anyMatch(shape::spikes);
    }

    private List<Block> overview() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Facts(facts()));
        for (String note : files.notes()) blocks.add(new Notice(note));
        if (!missing.isEmpty()) {
            blocks.add(
                    new Notice(
                            (spikes() ? "Predictions, neurons" : "Predictions")
                                    + " and samples are missing, since "
                                    + missing
                                    + "."));
        }
        files.checkpoint()
                .flatMap(Checkpoint::score)
                .flatMap(Score::silence)
                .ifPresent(text -> blocks.add(new Notice("At the last evaluation " + text + ".")));
        if (files.roundsDone() == 0) blocks.add(new Notice("No round is on record yet."));
        evaluated.ifPresent(seen -> blocks.add(new Text(agreement(seen))));
        return blocks;
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(files.lastEvaluation().map(RunPage::accuracy).orElse(noAccuracy()));
        facts.add(
                new Fact(
                        "Network",
                        files.shape().widths(),
                        Format.count(files.shape().parameters()) + " parameters"));
        facts.add(new Fact("Data", files.identity().data().name(), data()));
        facts.add(
                new Fact(
                        "Rounds",
                        Format.count(files.roundsDone()),
                        "of " + Format.count(files.rounds())));
        String time = Format.duration(files.metrics().seconds());
        facts.add(new Fact("Time", time, "rounds and evaluations"));
        return facts;
    }

    private static Fact noAccuracy() {
        return new Fact("Accuracy", "–", "not evaluated yet");
    }

    private static Fact accuracy(Metrics.Evaluated last) {
        Proportion hits = new Proportion(last.correct(), last.samples());
        return new Fact(
                last.split().equals("test") ? "Test accuracy" : "Validation accuracy",
                Format.percent(last.accuracy()),
                Format.text(
                        "%,d of %,d; 95 %% interval %.1f to %.1f %%",
                        last.correct(), last.samples(), 100 * hits.low(), 100 * hits.high()));
    }

    private String data() {
        return Format.text(
                "%,d to train on, %,d test images",
                files.identity().data().train(), files.identity().data().test());
    }

    /** Whether the network, shown the samples again, does as the run's own evaluation says. */
    private String agreement(EvaluatedSamples seen) {
        long right = 0;
        for (int s = 0; s < seen.observation().samples(); s++)
            right += seen.observation().isRight(s) ? 1 : 0;
        String now =
                Format.text(
                        "Shown the %s set once more, the checkpoint of round %,d has %,d of %,d right",
                        seen.split(), seen.round(), right, seen.observation().samples());
        Optional<Metrics.Evaluated> then =
                files.lastEvaluation().filter(last -> last.round() == seen.round());
        if (then.isEmpty()) return now + ".";
        boolean same = then.get().correct() == right;
        return now
                + (same ? ", as in the run." : "; in the run it was " + then.get().correct() + ".");
    }
}
