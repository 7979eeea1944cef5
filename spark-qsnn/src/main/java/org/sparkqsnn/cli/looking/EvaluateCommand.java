package org.sparkqsnn.cli.looking;

import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.NamedPlaces;
import org.sparkqsnn.cli.terminal.Typed;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.SparkWorkers;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the newest checkpoint of a run and a test set to metrics. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Measure a trained network on a test set; writes evaluation.json into its run directory.")
public final class EvaluateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "Directory of the run.")
    private String directory;

    @Option(
            names = "--data",
            paramLabel = "URI",
            description = "Prepared dataset whose test set is used; default: the data of the run.")
    private String uri;

    @Override
    public Integer call() {
        SparkConf spark = Session.conf("qsnn evaluate " + directory);
        Configuration hadoop = Session.hadoop(spark);
        TrainedRun run = TrainedRun.at(directory, hadoop);
        ExperimentConfig config = run.config();
        // Other data are as large as they are, whatever those of the run were.
        DataConfig size = uri == null ? config.data() : DataConfig.DEFAULT;
        Dataset dataset = Datasets.open(data(config, hadoop), size, hadoop);
        run.requireFit(dataset);
        TrainingData data = TrainingData.test(dataset);
        Checkpoint checkpoint = run.newest(data);
        Evaluation evaluation = evaluate(spark, config, data, checkpoint);
        EvaluationReport report = new EvaluationReport(checkpoint, dataset, evaluation);
        run.directory()
                .writeEvaluation(
                        report.json(
                                Provenance.now(
                                        Typed.by(spec),
                                        Session.version(),
                                        spark.get("spark.master"),
                                        run.identity(),
                                        ConfigTree.own(config))));
        System.out.print(report.tables());
        System.out.println(report.line());
        System.out.println("run directory " + run.directory().name());
        return ExitCode.DONE;
    }

    private String data(ExperimentConfig config, Configuration hadoop) {
        if (uri != null) return uri;
        String stored = config.data().path();
        String say = "--data " + RepeatCommand.quoted(stored);
        return new NamedPlaces(directory, hadoop).near("data.path", stored, say);
    }

    private static Evaluation evaluate(
            SparkConf spark, ExperimentConfig config, TrainingData data, Checkpoint checkpoint) {
        try (JavaSparkContext context = Session.open(spark);
                SparkWorkers workers = new SparkWorkers(context, config, data)) {
            return workers.evaluate(checkpoint.state().parameters());
        }
    }
}
