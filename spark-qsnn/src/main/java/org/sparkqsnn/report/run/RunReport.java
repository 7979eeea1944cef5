package org.sparkqsnn.report.run;

import java.util.Optional;
import java.util.function.Function;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.report.Report;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;

/**
 * Pages of one run, as it is at the moment. Shows samples to a checkpoint once, however often a
 * page of it is made. Not thread-safe.
 */
public final class RunReport implements Report {
    private final RunDirectory run;
    private final Function<DataConfig, Dataset> open;
    private Optional<Dataset> dataset = Optional.empty();
    private Optional<EvaluatedSamples> evaluated = Optional.empty();

    /**
     * @param open opens the data of a config, or throws {@link BadInput}
     */
    public RunReport(RunDirectory run, Function<DataConfig, Dataset> open) {
        this.run = run;
        this.open = open;
    }

    @Override
    public Made make() {
        RunFiles files = RunFiles.read(run);
        String missing = "";
        try {
            show(files);
        } catch (BadInput e) {
            missing = e.getMessage();
        }
        return new Made(new RunPage(files, evaluated, missing).page(), files.complete());
    }

    private void show(RunFiles files) {
        int round = files.checkpoint().map(last -> last.state().round()).orElse(0);
        if (evaluated.isPresent() && evaluated.get().round() == round) return;
        evaluated = Optional.empty();
        Checkpoint last =
                files.checkpoint().orElseThrow(() -> new BadInput("there is no checkpoint yet"));
        TrainingData data = TrainingData.of(dataset(files), files.config());
        evaluated =
                Optional.of(
                        EvaluatedSamples.of(
                                files.config(), data, round, last.state().parameters()));
    }

    private Dataset dataset(RunFiles files) {
        if (dataset.isEmpty()) dataset = Optional.of(open.apply(files.config().data()));
        if (dataset.get().sha256().equals(files.identity().data().sha256())) return dataset.get();
        throw new BadInput(
                "the data at "
                        + files.config().data().path()
                        + " are not those of the run: their sha256 is another");
    }
}
