package org.sparkqsnn.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.PredictedRows;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.PredictionDirectory;
import org.sparkqsnn.spark.wire.Assignment;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.training.TrainingData;

/**
 * Predicts a set as Spark tasks, each of which reads a block or less and writes a file: the driver
 * holds nothing of either.
 */
public final class SparkPredictions implements AutoCloseable {
    private final JavaSparkContext spark;
    private final Assignment assignment;
    private final Transport<Assignment, Void> everywhere;

    /** Ships config and data to the executors; the context is the caller's to stop. */
    public SparkPredictions(JavaSparkContext spark, ExperimentConfig config, TrainingData data) {
        this.spark = spark;
        this.assignment = new Assignment(config, data);
        this.everywhere = Transport.open(spark, assignment);
    }

    /** Samples of each file, first to last. */
    public static List<EvaluationChunk> files(TrainingData data) {
        int samples = data.evaluation().size();
        int block = data.evaluation().records().recordsPerBlock();
        int each = PredictedRows.perFile(samples, block);
        List<EvaluationChunk> files = new ArrayList<>();
        for (int from = 0; from < samples; from += each)
            files.add(new EvaluationChunk(from, (int) Math.min((long) from + each, samples)));
        return files;
    }

    /**
     * Writes all files that are not whole.
     *
     * @param files samples of each
     * @param there names of those that an earlier start has written, by number
     * @param uri directory to write to
     * @param done told the number of samples of each file, as soon as it is whole
     */
    public void write(
            List<EvaluationChunk> files,
            Map<Integer, String> there,
            String uri,
            float[] parameters,
            IntConsumer done) {
        Transport<float[], Integer> transport = Transport.open(spark, parameters);
        try (transport;
                JobLabel label = new JobLabel(spark.sc())) {
            label.put("predict", "predict into " + uri);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) names.add(there.getOrDefault(i, ""));
            Predict predict = new Predict(everywhere, transport, uri, names);
            List<Integer> numbers = IntStream.range(0, files.size()).boxed().toList();
            Tasks.run(
                    spark,
                    numbers,
                    Placement.anywhere(files.size()),
                    predict,
                    (receipt, task) -> done.accept(transport.receive(receipt)));
        }
    }

    @Override
    public void close() {
        assignment.close();
        everywhere.closeForGood();
    }

    /**
     * Makes one file, unless it is whole.
     *
     * @param names of the files that are there, empty for none
     */
    private record Predict(
            Transport<Assignment, Void> run,
            Transport<float[], Integer> transport,
            String uri,
            List<String> names)
            implements Function<Integer, Object> {
        @Override
        public Object call(Integer number) {
            Assignment assignment = run.take();
            EvaluationChunk samples = files(assignment.data()).get(number);
            PredictionDirectory directory =
                    PredictionDirectory.at(uri, Session.hadoop(SparkEnv.get().conf()));
            String name = names.get(number);
            if (name.isEmpty() || !directory.isWhole(name)) {
                if (!name.isEmpty()) directory.delete(name);
                PredictedRows rows =
                        assignment.bench().predict(samples.from(), samples.to(), transport.take());
                directory.write(number, rows.parquet());
            }
            return transport.give(samples.to() - samples.from());
        }
    }
}
