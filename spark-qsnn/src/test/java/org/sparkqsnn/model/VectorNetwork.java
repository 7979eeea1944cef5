package org.sparkqsnn.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sparkqsnn.experiment.Bptt;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.neuron.qlif.QlifVectors;

/** One network of {@code vectors/qlif.json}, 6-5-3 with two samples, in this project's layout. */
final class VectorNetwork {
    final NetworkShape shape;
    final int steps;
    final int[] labels;
    final double[][][] inputs;
    final double[] parameters;
    final double[] gradient;
    final Qlif neuron;
    final TrainingConfig training;

    VectorNetwork(JsonNode row) {
        steps = row.get("T").asInt();
        labels = new int[row.get("labels").size()];
        inputs = new double[labels.length][steps][];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = row.get("labels").get(b).asInt();
            for (int t = 0; t < steps; t++) inputs[b][t] = doubles(row.get("inputs").get(t).get(b));
        }
        neuron =
                QlifVectors.neuron(
                        row.get("leak").asText(), Qlif.Reset.GROUND, row.get("surrogate").asText());
        shape = shape(neuron, steps);
        parameters = flat(row.get("params"));
        gradient = flat(row.get("grads"));
        boolean membrane = row.get("loss").asText().equals("membrane_sum");
        training =
                new TrainingConfig(
                        1,
                        labels.length,
                        Bptt.FULL,
                        membrane ? TrainingConfig.Loss.MEMBRANE : TrainingConfig.Loss.BOTH,
                        membrane ? 1 : 10,
                        TrainingConfig.Gradient.EXACT,
                        labels.length);
    }

    ReferenceNetwork reference() {
        return new ReferenceNetwork(shape, neuron, training, steps);
    }

    private static NetworkShape shape(Qlif neuron, int steps) {
        ModelConfig model = ModelConfig.dense(List.of(5), 1, 1, 0);
        Shape input = Shape.flat(true, false, 6, steps);
        return NetworkShape.of(model, model.stack(neuron), input, 3);
    }

    private double[] flat(JsonNode tensors) {
        double[] all = new double[shape.parameters()];
        int at = 0;
        for (String name :
                List.of(
                        "Wtheta1", "btheta1", "Wtau1", "btau1", "Wtheta2", "btheta2", "Wtau2",
                        "btau2")) {
            for (JsonNode value : tensors.get(name)) {
                if (value.isArray()) for (JsonNode v : value) all[at++] = v.asDouble();
                else all[at++] = value.asDouble();
            }
        }
        return all;
    }

    private static double[] doubles(JsonNode row) {
        double[] values = new double[row.size()];
        for (int i = 0; i < values.length; i++) values[i] = row.get(i).asDouble();
        return values;
    }
}
