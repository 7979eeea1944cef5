package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.Signal;

/** {@link Dropout} with the buffers of one thread. Its panels are those of the layer below. */
final class DropoutLayer implements Layer {
    private final Signal below;
    private final Signal output;
    private final Draws draws;
    private final int layer;
    private final boolean inputWantsGradient;

    /** A word below this drops its neuron. */
    private final long limit;

    private final float scale;

    /** What each number below counts, 0 or {@link #scale}; shape [samples][panels][width]. */
    private final float[] factors;

    private final int[] words;
    private OutputGradient above;

    DropoutLayer(double rate, LayerSpec.Context context) {
        this.below = context.input().below().orElseThrow();
        this.scale = (float) (1 / (1 - rate));
        this.limit = (long) (rate * 0x1p32);
        this.output = Signal.scaled(below.shape, below.samples, below.width, below.scale * scale);
        this.draws = context.draws();
        this.layer = context.layer();
        this.inputWantsGradient = context.inputWantsGradient();
        this.words = new int[(neurons() + 3) / 4 * 4];
        this.factors = new float[Math.multiplyExact(below.samples, neurons())];
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        for (int sample = 0; sample < samples; sample++) {
            draw(sample);
            for (int panel = 0; panel < below.panels; panel++) {
                if (below.shape.spikes()) passSpikes(sample, panel);
                else passValues(sample, panel);
            }
        }
    }

    @Override
    public void backward(
            float[] parameters, float[] gradient, int at, int samples, OutputGradient from) {
        above = from;
    }

    @Override
    public Optional<OutputGradient> inputGradient() {
        return inputWantsGradient ? Optional.of(this::read) : Optional.empty();
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public int kernelSize() {
        return 0;
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {}

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {}

    @Override
    public double squaredNorm(float[] gradient, int at) {
        return 0;
    }

    @Override
    public void prepare(float[] parameters, int at) {}

    @Override
    public void finish(float[] gradient, int at) {}

    @Override
    public void close() {}

    private void draw(int sample) {
        if (limit > 0) draws.words(Stream.DROPOUT, sample, layer, words);
        int at = sample * neurons();
        for (int n = 0; n < neurons(); n++) {
            boolean dropped = Integer.toUnsignedLong(words[n]) < limit;
            factors[at + n] = dropped ? 0 : scale;
        }
    }

    private void passSpikes(int sample, int panel) {
        int factor = factorAt(sample, panel);
        for (int w = 0; w < below.words; w++) {
            int at = below.word(sample, panel) + w * below.width;
            for (int j = 0; j < below.width; j++)
                output.spikes[at + j] = factors[factor + j] == 0 ? 0 : below.spikes[at + j];
        }
    }

    private void passValues(int sample, int panel) {
        int factor = factorAt(sample, panel);
        for (int t = 0; t < below.steps; t++) {
            int at = below.cell(sample, panel) + t * below.width;
            for (int j = 0; j < below.width; j++)
                output.values[at + j] = factors[factor + j] * below.values[at + j];
        }
    }

    private void read(int sample, int panel, float[] gradient, int at) {
        above.read(sample, panel, gradient, at);
        int factor = factorAt(sample, panel);
        for (int t = 0; t < below.steps; t++)
            for (int j = 0; j < below.width; j++)
                gradient[at + t * below.width + j] *= factors[factor + j];
    }

    private int factorAt(int sample, int panel) {
        return sample * neurons() + panel * below.width;
    }

    private int neurons() {
        return below.panels * below.width;
    }
}
