package org.sparkqsnn.spark.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;

/**
 * Trains a network on a DataFrame: a column of samples, a column of classes 0, 1, …. It is one of
 * QLIF neurons, unless {@code config} names another {@code model.kind} or lists layers. Samples are
 * pixels, as vectors, arrays of numbers or bytes, or with {@code encoder = events} recordings:
 * arrays of {@code struct<time, input>}, see {@link #inputs} and {@link #duration}. The engine is
 * that of the command line, so the same config, samples and order of rows give the same weights, on
 * any number of executors. The samples are held in memory, on the driver and on every executor, one
 * byte a pixel, or one bit an input and step in rows of whole bytes.
 */
public final class QsnnClassifier
        extends ProbabilisticClassifier<Vector, QsnnClassifier, QsnnClassificationModel>
        implements EngineParams, RowParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    /** No initial value: it would replace what {@link #uid} gave to the super constructor. */
    private String uid;

    public QsnnClassifier() {
        this(Identifiable$.MODULE$.randomUID("qsnn"));
    }

    public QsnnClassifier(String uid) {
        this(UidDuringConstruction.announce(uid), true);
    }

    private QsnnClassifier(String uid, boolean announced) {
        super();
        this.uid = UidDuringConstruction.settle(uid);
        setEngineDefaults();
        setRowDefaults();
        setDefault(inputs(), 0);
    }

    @Override
    public String uid() {
        return uid == null ? UidDuringConstruction.get() : uid;
    }

    @Override
    public QsnnClassificationModel train(Dataset<?> dataset) {
        ExperimentConfig config = experiment();
        RowFormat format = new RowFormat(samples(config), getIdCol());
        ImageSet rows = TrainingRows.collect(dataset, format, getLabelCol());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
        TrainedNetwork network = Fit.run(spark, config, rows);
        return new QsnnClassificationModel(uid(), network);
    }

    @Override
    public StructType validateAndTransformSchema(
            StructType schema, boolean fitting, DataType vector) {
        return super.validateAndTransformSchema(
                schema, fitting, samples(experiment()).requiredType(schema, vector));
    }

    private SampleColumn samples(ExperimentConfig config) {
        int inputs = (Integer) getOrDefault(inputs());
        if (inputs > 0) { // refuses what no network takes before any row is collected
            NetworkShape unused = config.networkOf(inputs);
        }
        return SampleColumn.of(this, getFeaturesCol(), config.encoder(), inputs);
    }

    /** How many inputs a recording has. */
    public IntParam inputs() {
        return new IntParam(
                this,
                "inputs",
                "inputs of a features column of events, which are 0, 1, … inputs - 1, such as width"
                        + " * height * 2 of a camera with two polarities; vectors need none",
                ParamValidators.gtEq(0));
    }

    /** Explains as Spark does, with the numbers of an array where Spark prints its address. */
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

    public QsnnClassifier setInputs(int value) {
        set(inputs(), value);
        return this;
    }

    public QsnnClassifier setDuration(double value) {
        set(duration(), value);
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

    /** Sets the hidden layers from Python, whose lists reach Java as lists. */
    public QsnnClassifier setHidden(List<Integer> value) {
        return setHidden(value.stream().mapToInt(Integer::intValue).toArray());
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

    /** Sets keys of {@code conf/reference.conf} from Python, whose lists reach Java as lists. */
    public QsnnClassifier setConfig(List<String> value) {
        return setConfig(value.toArray(String[]::new));
    }
}
