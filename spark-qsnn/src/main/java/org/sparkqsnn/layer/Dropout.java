package org.sparkqsnn.layer;

import java.util.List;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.neuron.Shape;

/**
 * Dropout (Srivastava et al. 2014) between two layers: in training each number of the layer below
 * is 0 for a sample with probability {@code rate}, at all of its steps, and else counts {@code 1 /
 * (1 - rate)}. In evaluation everything passes as it is.
 *
 * <p>A neuron is dropped for the whole sample, not step by step: a mask of its own for each step
 * would only be noise that the sum over steps averages away. Which ones are dropped is a pure
 * function of seed, sample, epoch, layer and neuron: {@link
 * org.sparkqsnn.data.encode.Stream#DROPOUT}, dropped where the word is below {@code ⌊rate 2^32⌋}.
 *
 * @param rate probability, in [0, 1)
 */
public record Dropout(double rate) implements LayerSpec {
    public static final Dropout DEFAULT = new Dropout(0.2);

    public Dropout {
        Check.within(rate, 0, 1, "rate");
    }

    @Override
    public Shape output(Shape input, int classes) {
        return input;
    }

    @Override
    public List<Tensor> tensors(Shape input, Shape output) {
        return List.of();
    }

    @Override
    public Size size(
            Shape input, Shape output, int samples, boolean readout, boolean inputWantsGradient) {
        // The width of the panels below is not known here; the widest have the largest fillings.
        long neurons = (long) samples * Panels.of(input.size(), 1).padded();
        long rows = input.spikes() ? (input.rows() + 31) / 32 : input.rows();
        return new Size(0, (Float.BYTES + Integer.BYTES * rows) * neurons, 0);
    }

    @Override
    public boolean between() {
        return true;
    }

    @Override
    public Layer open(Context context) {
        return new DropoutLayer(context.training() ? rate : 0, context);
    }
}
