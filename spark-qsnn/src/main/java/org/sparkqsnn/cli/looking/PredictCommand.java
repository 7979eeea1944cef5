package org.sparkqsnn.cli.looking;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.StatusLine;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.PredictionDirectory;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.SparkPredictions;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.WeightsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: the newest checkpoint of a run and a set to a table of predictions. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Predict every sample of a dataset; writes a folder of Parquet files with the columns id,"
                    + " label, prediction and scores.",
            "A second start writes what is missing."
        })
public final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "Directory of the run.")
    private String directory;

    @Option(
            names = "--data",
            paramLabel = "URI",
            required = true,
            description = "Prepared dataset.")
    private String uri;

    @Option(
            names = "--split",
            paramLabel = "test|train",
            defaultValue = "test",
            description = "Which of its two sets. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--out",
            paramLabel = "URI",
            required = true,
            description = "Folder to write, on any Hadoop file system.")
    private String out;

    @Override
    public Integer call() {
        PlainUri.require("--out", out);
        if (!split.equals("test") && !split.equals("train"))
            throw new BadInput("--split " + split + ": expected test or train");
        SparkConf spark = Session.conf("qsnn predict " + directory);
        Configuration hadoop = Session.hadoop(spark);
        TrainedRun run = TrainedRun.at(directory, hadoop);
        Dataset dataset = Datasets.open(uri, DataConfig.DEFAULT, hadoop);
        run.requireFit(dataset);
        TrainingData data = TrainingData.predicted(dataset, split);
        Checkpoint checkpoint = run.newest(data);
        ExperimentConfig config = run.config();
        return write(spark, config, data, checkpoint, identity(config, dataset, data, checkpoint));
    }

    private PredictionDirectory.Identity identity(
            ExperimentConfig config, Dataset dataset, TrainingData data, Checkpoint checkpoint) {
        return PredictionDirectory.Identity.of(
                WeightsFile.sha256(checkpoint.state().parameters()),
                ExperimentRun.sha256(config),
                dataset.sha256(),
                split,
                data.evaluation().size(),
                SparkPredictions.files(data).size());
    }

    private int write(
            SparkConf spark,
            ExperimentConfig config,
            TrainingData data,
            Checkpoint checkpoint,
            PredictionDirectory.Identity identity) {
        PredictionDirectory predictions = PredictionDirectory.at(out, Session.hadoop(spark));
        if (predictions.begin(identity)) {
            System.out.println("these predictions are there; for others, give another --out");
        } else {
            try (JavaSparkContext context = Session.open(spark);
                    SparkPredictions job = new SparkPredictions(context, config, data);
                    Progress progress = new Progress(data.evaluation())) {
                List<EvaluationChunk> files = SparkPredictions.files(data);
                float[] parameters = checkpoint.state().parameters();
                job.write(files, predictions.parts(), out, parameters, progress::done);
            }
            predictions.finish(identity);
        }
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "predicted %,d samples after round %,d, %,d files",
                        identity.samples(),
                        checkpoint.state().round(),
                        identity.parts()));
        System.out.println(predictions.name());
        return ExitCode.DONE;
    }

    private static final class Progress implements AutoCloseable {
        private final StatusLine line =
                new StatusLine(System.err, Terminal.interactive(), System::nanoTime);
        private final AtomicLong done = new AtomicLong();
        private final long start = System.nanoTime();
        private final int samples;

        Progress(ImageSet set) {
            this.samples = set.size();
        }

        void done(int more) {
            long now = done.addAndGet(more);
            double left = (System.nanoTime() - start) / 1e9 / now * (samples - now);
            line.show(
                    String.format(
                            Locale.ROOT,
                            "predicted %,d of %,d samples  %s left",
                            now,
                            samples,
                            StatusLine.duration(Math.round(left))));
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
