package org.sparkqsnn.spark.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.evaluation.Prediction;
import org.sparkqsnn.evaluation.Predictor;
import org.sparkqsnn.evaluation.TrainedNetwork;
import scala.Tuple3;

/**
 * A trained network as a transformer. {@code rawPrediction} has the class scores of the network's
 * loss (with the default loss the spike counts), {@code probability} their softmax; {@code
 * prediction} is the class with most spikes, or the largest value where the read-out does not
 * spike, ties broken by the larger mean membrane, as {@code evaluate} counts it.
 */
public final class QsnnClassificationModel
        extends ProbabilisticClassificationModel<Vector, QsnnClassificationModel>
        implements RowParams, MLWritable {
    private static final long serialVersionUID = 1L;

    /** No initial value: it would replace what {@link #uid} gave to the super constructor. */
    private String uid;

    private final TrainedNetwork network;

    QsnnClassificationModel(String uid, TrainedNetwork network) {
        this(UidDuringConstruction.announce(uid), network, true);
    }

    private QsnnClassificationModel(String uid, TrainedNetwork network, boolean announced) {
        super();
        this.uid = UidDuringConstruction.settle(uid);
        this.network = network;
        setRowDefaults();
    }

    @Override
    public String uid() {
        return uid == null ? UidDuringConstruction.get() : uid;
    }

    /** Weights and the experiment they come from. */
    public TrainedNetwork network() {
        return network;
    }

    @Override
    public int numClasses() {
        return network.classes();
    }

    @Override
    public int numFeatures() {
        return network.inputs();
    }

    @Override
    public StructType validateAndTransformSchema(
            StructType schema, boolean fitting, DataType vector) {
        return super.validateAndTransformSchema(
                schema, fitting, samples().requiredType(schema, vector));
    }

    /** Appends the columns whose names are not empty. The rows keep partition and order. */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        RowFormat format = new RowFormat(samples(), getIdCol());
        format.requireId(dataset.schema());
        Outputs outputs = outputs(schema, dataset.schema().size());
        SparkContext spark = dataset.sparkSession().sparkContext();
        Broadcast<TrainedNetwork> shared =
                JavaSparkContext.fromSparkContext(spark).broadcast(network);
        return dataset.toDF()
                .mapPartitions(new PredictRows(shared, format, outputs), Encoders.row(schema));
    }

    @Override
    public double predict(Vector features) {
        return one(features).label();
    }

    @Override
    public Vector predictRaw(Vector features) {
        return Vectors.dense(one(features).scores());
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        Prediction.softmax(((DenseVector) raw).values());
        return raw;
    }

    @Override
    public QsnnClassificationModel copy(ParamMap extra) {
        QsnnClassificationModel copied = new QsnnClassificationModel(uid, network);
        copyValues(copied, extra);
        copied.setParent(parent());
        return copied;
    }

    /**
     * For summaries, which this model has none of. Here because two super classes of Scala's
     * declare it with types that Java cannot reconcile; Spark 3.5 has no such method to override.
     */
    @SuppressWarnings({"rawtypes", "unchecked", "MissingOverride"})
    public Tuple3 findSummaryModel() {
        return new Tuple3(this, getProbabilityCol(), getPredictionCol());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(this);
    }

    public static MLReader<QsnnClassificationModel> read() {
        return new ModelReader();
    }

    public static QsnnClassificationModel load(String path) {
        return read().load(path);
    }

    public QsnnClassificationModel setPixels(String value) {
        set(pixels(), value);
        return this;
    }

    public QsnnClassificationModel setDuration(double value) {
        set(duration(), value);
        return this;
    }

    public QsnnClassificationModel setIdCol(String value) {
        set(idCol(), value);
        return this;
    }

    private SampleColumn samples() {
        return SampleColumn.of(
                this, getFeaturesCol(), network.config().encoder(), network.inputs());
    }

    /** A sample by itself: its id is made of its pixels. */
    private Prediction one(Vector features) {
        byte[] pixels = samples().bytes(features);
        long id = RowFormat.contentId(pixels);
        try (Predictor predictor = new Predictor(network)) {
            return predictor.predict(List.of(new Predictor.Sample(pixels, id))).get(0);
        }
    }

    private Outputs outputs(StructType schema, int given) {
        List<Outputs.Column> columns = new ArrayList<>();
        for (StructField field : Arrays.asList(schema.fields()).subList(given, schema.size())) {
            String name = field.name();
            if (name.equals(getRawPredictionCol())) columns.add(Outputs.Column.RAW);
            else if (name.equals(getProbabilityCol())) columns.add(Outputs.Column.PROBABILITY);
            else columns.add(Outputs.Column.PREDICTION);
        }
        return new Outputs(columns, isDefined(thresholds()) ? getThresholds() : new double[0]);
    }
}
