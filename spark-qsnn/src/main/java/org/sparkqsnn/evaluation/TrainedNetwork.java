package org.sparkqsnn.evaluation;

import java.io.Serializable;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;

/**
 * What is needed to predict.
 *
 * @param config it was trained with; its seed decides a sample's spikes
 * @param features bytes of a sample: pixels of an image, or of a raster of recorded spikes
 * @param classes labels are in [0, classes)
 * @param parameters flat parameters; never changed
 */
public record TrainedNetwork(ExperimentConfig config, int features, int classes, float[] parameters)
        implements Serializable {
    public TrainedNetwork {
        int expected = config.network(features, classes).parameters();
        if (parameters.length != expected) {
            throw new BadInput(
                    "has "
                            + parameters.length
                            + " parameters, the network of its config "
                            + expected);
        }
    }

    /** Inputs of the first layer. */
    public int inputs() {
        return shape().inputs();
    }

    NetworkShape shape() {
        return config.network(features, classes);
    }
}
