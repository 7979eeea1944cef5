package org.sparkqsnn.spark.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Prediction;
import org.sparkqsnn.evaluation.Predictor;
import org.sparkqsnn.evaluation.TrainedNetwork;

/**
 * Appends predictions to the rows of a partition, one micro-batch at a time, by a network of the
 * task's own.
 */
record PredictRows(Broadcast<TrainedNetwork> network, RowFormat format, Outputs outputs)
        implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Predictor predictor = new Predictor(network.value());
        TaskCompletionListener close = context -> predictor.close();
        TaskContext unused = TaskContext.get().addTaskCompletionListener(close);
        return new Batches(rows, predictor);
    }

    private final class Batches implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Predictor predictor;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Batches(Iterator<Row> rows, Predictor predictor) {
            this.rows = rows;
            this.predictor = predictor;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) ready = batch().iterator();
            return ready.next();
        }

        private List<Row> batch() {
            List<Row> batch = new ArrayList<>();
            List<Predictor.Sample> samples = new ArrayList<>();
            while (batch.size() < predictor.capacity() && rows.hasNext()) {
                Row row = rows.next();
                batch.add(row);
                samples.add(sample(row));
            }
            List<Prediction> predictions = predictor.predict(samples);
            for (int i = 0; i < batch.size(); i++)
                batch.set(i, appended(batch.get(i), predictions.get(i)));
            return batch;
        }
    }

    private Predictor.Sample sample(Row row) {
        byte[] bytes = format.samples().bytes(row);
        int features = network.value().features();
        if (bytes.length != features) {
            throw new BadInput(
                    format.samples().name()
                            + " has samples of length "
                            + bytes.length
                            + ", the network was trained on "
                            + features);
        }
        return new Predictor.Sample(bytes, format.id(row, bytes));
    }

    private Row appended(Row row, Prediction prediction) {
        Object[] more = outputs.values(prediction);
        Object[] values = Arrays.copyOf(new Object[row.size()], row.size() + more.length);
        for (int i = 0; i < row.size(); i++) values[i] = row.get(i);
        System.arraycopy(more, 0, values, row.size(), more.length);
        return RowFactory.create(values);
    }
}
