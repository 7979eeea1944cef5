package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.layer.DenseShape;
import org.sparkqsnn.layer.event.SpikeList;

/**
 * Layers of a fully connected network in its flat parameters.
 *
 * @param layers dense layers, first to last; each one's inputs are the outputs of the one before
 */
public record NetworkShape(List<DenseShape> layers) {
    /** Two moments of each parameter fill one Java array. */
    private static final int LARGEST = 1_000_000_000;

    /**
     * The network of a config.
     *
     * @param features bytes of a sample
     * @throws BadInput if it is larger than arrays and lists of spikes can be, or the features are
     *     no whole inputs
     */
    public static NetworkShape of(ExperimentConfig config, int features, int classes) {
        int each = config.encoder().bytesPerInput();
        if (features % each != 0) {
            throw new BadInput(
                    "samples of "
                            + features
                            + " bytes are no rows of "
                            + config.encoder().steps()
                            + " steps; use the encoder.steps that they were recorded with");
        }
        return ofInputs(config, features / each, classes);
    }

    /** The network of a config for a number of inputs. */
    public static NetworkShape ofInputs(ExperimentConfig config, int inputs, int classes) {
        NetworkShape shape = of(config.model(), inputs, classes);
        boolean spiking = config.encoder().kind() != EncoderConfig.Kind.DIRECT;
        for (DenseShape layer : shape.layers()) {
            if (spiking && layer.inputs() >= SpikeList.INPUTS_END) {
                throw new BadInput(
                        "a layer takes spikes of fewer than "
                                + SpikeList.INPUTS_END
                                + " inputs, got "
                                + layer.inputs()
                                + "; use fewer inputs or narrower layers");
            }
            spiking = true;
        }
        return shape;
    }

    public static NetworkShape of(ModelConfig model, int inputs, int classes) {
        List<Integer> widths = new ArrayList<>(model.hidden());
        widths.add(classes);
        requireSize(inputs, widths);
        List<DenseShape> layers = new ArrayList<>();
        int offset = 0;
        for (int width : widths) {
            layers.add(new DenseShape(inputs, width, offset));
            offset = layers.get(layers.size() - 1).end();
            inputs = width;
        }
        return new NetworkShape(List.copyOf(layers));
    }

    private static void requireSize(int inputs, List<Integer> widths) {
        long parameters = 0;
        for (int width : widths) {
            parameters += 2 * (inputs + 1L) * width;
            if (parameters > LARGEST) {
                throw new BadInput(
                        "model.hidden makes a network of more than "
                                + LARGEST
                                + " parameters; use fewer or narrower layers");
            }
            inputs = width;
        }
    }

    public int inputs() {
        return layers.get(0).inputs();
    }

    public int classes() {
        return readout().outputs();
    }

    public int parameters() {
        return readout().end();
    }

    private DenseShape readout() {
        return layers.get(layers.size() - 1);
    }

    /**
     * Initial parameters, weights and biases of both planes alike: uniform in {@code ± init /
     * √inputs}, as PyTorch draws those of a linear layer; parameter i from counter i / 4, word i
     * mod 4 of the stream INIT. In the last layer the spread is {@code readoutInit} times that, and
     * the theta biases lie around {@code readoutBias} instead of 0.
     *
     * @param model the config's, whose layers these are
     * @return shape [parameters]
     */
    public float[] initialParameters(long seed, ModelConfig model) {
        long key = Stream.INIT.key(seed);
        float[] parameters = new float[parameters()];
        int[] words = new int[4];
        for (DenseShape layer : layers) {
            double init =
                    layer.equals(readout()) ? model.init() * model.readoutInit() : model.init();
            float spread = (float) (init / Math.sqrt(layer.inputs()));
            for (int i = layer.offset(); i < layer.end(); i++) {
                if (i % 4 == 0 || i == layer.offset())
                    Philox4x32.block(i / 4, 0, 0, 0, key, words, 0);
                parameters[i] = spread * words[i % 4] * 0x1p-31f;
            }
        }
        for (int i = readout().thetaBiases(); i < readout().tauPlane(); i++)
            parameters[i] += (float) model.readoutBias();
        return parameters;
    }
}
