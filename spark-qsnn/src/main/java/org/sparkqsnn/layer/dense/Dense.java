package org.sparkqsnn.layer.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.layer.Connection;
import org.sparkqsnn.layer.Layer;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.NeuronLayer;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.layer.Tensor;
import org.sparkqsnn.layer.event.SpikeList;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronRules;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;

/**
 * A layer in which each neuron reads the whole input. Its tensors are, for each weighted input of a
 * neuron, {@code weight} [inputs][outputs] and {@code bias} [outputs], then {@code own}
 * [outputs][own] for neurons that have numbers of their own.
 *
 * @param outputs neurons; 0 for as many as the data have classes
 * @param neuron what they are
 */
public record Dense(int outputs, Neuron neuron) implements LayerSpec {
    public static final Dense DEFAULT = new Dense(0, Qlif.DEFAULT);

    public Dense {
        Check.atLeast(outputs, 0, "outputs");
    }

    @Override
    public Shape output(Shape input, int classes) {
        NeuronRules.require(neuron);
        if (input.spikes() && input.size() >= SpikeList.INPUTS_END) {
            throw new BadInput(
                    "takes spikes of fewer than "
                            + SpikeList.INPUTS_END
                            + " inputs, got "
                            + input.size()
                            + "; use fewer inputs or narrower layers");
        }
        boolean constant = input.constant() && !neuron.spikes() && neuron.states() == 0;
        int size = outputs == 0 ? classes : outputs;
        return Shape.flat(neuron.spikes(), constant, size, input.steps());
    }

    @Override
    public List<Tensor> tensors(Shape input, Shape output) {
        List<Tensor> all = new ArrayList<>();
        for (String plane : neuron.planes()) {
            String prefix = plane.isEmpty() ? "" : plane + ".";
            int in = input.size();
            all.add(Tensor.random(prefix + "weight", in, in, output.size()));
            all.add(Tensor.random(prefix + "bias", in, output.size()));
        }
        if (neuron.own() > 0) {
            List<Integer> shape = List.of(output.size(), neuron.own());
            all.add(new Tensor("own", 1, neuron.initialOwn(0), 0, shape));
        }
        return all;
    }

    @Override
    public Size size(
            Shape input, Shape output, int samples, boolean readout, boolean inputWantsGradient) {
        DensePlanes active = new DensePlanes(input.size(), output.size(), planes(input));
        Panels panels = active.panels();
        long own = (long) neuron.own() * panels.padded();
        long cells = (long) samples * panels.padded() * output.rows();
        long words = (long) samples * panels.padded() * ((output.rows() + 31) / 32);
        long signal = (output.spikes() ? words : cells) + (readout ? 3 * cells : 0);
        KernelContext context =
                new KernelContext(
                        samples,
                        panels.count(),
                        panels.width(),
                        output.steps(),
                        input.constant(),
                        1,
                        readout,
                        false,
                        0,
                        new Draws(0));
        long shared = Float.BYTES * signal + CacheLines.LARGE_BYTES + neuron.bytes(context);
        if (!input.spikes()) {
            long rows = (long) samples * input.rows();
            long copies = inputWantsGradient ? 2 * rows * input.size() : 0;
            long sums = active.planes() * rows * output.size();
            return new Size(active.size() + own, shared + Float.BYTES * (copies + sums), 0);
        }
        long kernel = (long) active.planes() * panels.padded() * (input.size() + 1) + own;
        long trains = (long) samples * (input.size() + 1);
        long lists = Integer.BYTES * trains * (input.steps() / 2 + 1);
        long transposed = inputWantsGradient ? InputGradient.bytes(active, input, samples) : 0;
        long sums = (long) Double.BYTES * new PanelLayout(active, panels).rowSums();
        return new Size(kernel, shared + transposed + sums, lists);
    }

    @Override
    public OptionalDouble firesAbove() {
        return neuron.firesAbove();
    }

    @Override
    public Layer open(Context context) {
        Shape input = context.input().shape();
        int size = context.output().size();
        DensePlanes active = new DensePlanes(input.size(), size, planes(input));
        Panels panels = active.panels();
        Connection connection =
                input.spikes()
                        ? new EventDense(active, panels, context)
                        : new GemmDense(active, panels, context);
        int weights = new DensePlanes(input.size(), size, neuron.inputs()).size();
        return new NeuronLayer(neuron, panels, connection, weights, context);
    }

    /** Weighted inputs that have an effect. */
    private int planes(Shape input) {
        return input.constant() ? neuron.constantInputs() : neuron.inputs();
    }
}
