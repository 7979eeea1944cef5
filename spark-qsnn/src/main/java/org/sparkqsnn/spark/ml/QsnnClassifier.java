package org.sparkqsnn.spark.ml;

import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.TrainedNetwork;

/**
 * Trains a quantum spiking network on a DataFrame: a column of vectors of pixels, a column of
 * classes 0, 1, …. The engine is that of the command line, so the same config, images and order of
 * rows give the same weights, on any number of executors. The images are held in memory, on the
 * driver and on every executor, one byte a pixel.
 */
public final class QsnnClassifier
        extends ProbabilisticClassifier<Vector, QsnnClassifier, QsnnClassificationModel>
        implements EngineParams, PixelParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    /** No initial value: it would replace what {@link #uid} gave to the super constructor. */
    private String uid;

    public QsnnClassifier() {
        this(Identifiable$.MODULE$.randomUID("qsnn"));
    }

    public QsnnClassifier(String uid) {
        this(PendingUid.announce(uid), true);
    }

    private QsnnClassifier(String uid, boolean announced) {
        super();
        this.uid = PendingUid.settle(uid);
        setEngineDefaults();
        setPixelDefaults();
    }

    @Override
    public String uid() {
        return uid == null ? PendingUid.get() : uid;
    }

    @Override
    public QsnnClassificationModel train(Dataset<?> dataset) {
        ExperimentConfig config = experiment();
        ImageSet rows =
                TrainingRows.collect(dataset, RowFormat.of(this, getFeaturesCol()), getLabelCol());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        TrainedNetwork network = Fit.run(spark, config, rows);
        return new QsnnClassificationModel(uid(), network);
    }

    /** As Spark's, with the numbers of an array where Spark prints its address. */
    @Override
    public String explainParam(Param<?> param) {
        Object fallback = getDefault(param).getOrElse(() -> "undefined");
        String current = isSet(param) ? ", current: " + text(getOrDefault(param)) : "";
        return param.name() + ": " + param.doc() + " (default: " + text(fallback) + current + ")";
    }

    private static String text(Object value) {
        if (value instanceof int[] numbers) return Arrays.toString(numbers);
        return value instanceof Object[] texts ? Arrays.toString(texts) : value.toString();
    }

    @Override
    public QsnnClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    public static MLReader<QsnnClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static QsnnClassifier load(String path) {
        return read().load(path);
    }

    public QsnnClassifier setPixels(String value) {
        set(pixels(), value);
        return this;
    }

    public QsnnClassifier setIdCol(String value) {
        set(idCol(), value);
        return this;
    }

    public QsnnClassifier setHidden(int... value) {
        set(hidden(), value);
        return this;
    }

    public QsnnClassifier setEncoder(String value) {
        set(encoder(), value);
        return this;
    }

    public QsnnClassifier setSteps(int value) {
        set(steps(), value);
        return this;
    }

    public QsnnClassifier setNeuronLeak(String value) {
        set(neuronLeak(), value);
        return this;
    }

    public QsnnClassifier setNeuronReset(String value) {
        set(neuronReset(), value);
        return this;
    }

    public QsnnClassifier setNeuronThreshold(double value) {
        set(neuronThreshold(), value);
        return this;
    }

    public QsnnClassifier setNeuronT1(double value) {
        set(neuronT1(), value);
        return this;
    }

    public QsnnClassifier setEpochs(int value) {
        set(epochs(), value);
        return this;
    }

    public QsnnClassifier setBatchSize(int value) {
        set(batchSize(), value);
        return this;
    }

    public QsnnClassifier setLoss(String value) {
        set(loss(), value);
        return this;
    }

    public QsnnClassifier setLearningRate(double value) {
        set(learningRate(), value);
        return this;
    }

    public QsnnClassifier setWorkers(int value) {
        set(workers(), value);
        return this;
    }

    public QsnnClassifier setLocalSteps(int value) {
        set(localSteps(), value);
        return this;
    }

    public QsnnClassifier setSeed(long value) {
        set(seed(), value);
        return this;
    }

    /** Any key of {@code conf/reference.conf}: {@code setConfig("optimiser.kind=sgd", …)}. */
    public QsnnClassifier setConfig(String... value) {
        set(config(), value);
        return this;
    }
}
