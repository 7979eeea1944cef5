package org.sparkqsnn.spark.ml;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.sparkqsnn.evaluation.Prediction;

/**
 * The columns that a prediction fills.
 *
 * @param columns in the order of the schema
 * @param thresholds of the classes, shape [classes]; empty for the network's own choice
 */
record Outputs(List<Column> columns, double[] thresholds) implements Serializable {

    /** What a column holds. */
    enum Column {
        RAW,
        PROBABILITY,
        PREDICTION
    }

    Object[] values(Prediction prediction) {
        double[] probabilities = prediction.scores().clone();
        Prediction.softmax(probabilities);
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (columns.get(i)) {
                        case RAW -> Vectors.dense(prediction.scores());
                        case PROBABILITY -> Vectors.dense(probabilities);
                        case PREDICTION -> chosen(prediction.label(), probabilities);
                    };
        }
        return values;
    }

    /**
     * The predicted class: with thresholds t, that of the largest p / t, as Spark ML defines it.
     */
    private double chosen(int label, double[] probabilities) {
        if (thresholds.length == 0) return label;
        int best = 0;
        for (int k = 1; k < probabilities.length; k++)
            if (scaled(probabilities, k) > scaled(probabilities, best)) best = k;
        return best;
    }

    private double scaled(double[] probabilities, int k) {
        if (thresholds[k] == 0 && probabilities[k] == 0) return Double.NEGATIVE_INFINITY;
        return probabilities[k] / thresholds[k];
    }
}
