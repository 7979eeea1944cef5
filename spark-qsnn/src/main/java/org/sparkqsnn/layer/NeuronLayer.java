package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * Any neurons behind any connection: the one loop over panels and samples. Panels are outside, so
 * that a panel's weights stay in the cache while the micro-batch passes.
 *
 * <p>Kernel layout: the connection's, then the neurons' own numbers, [padded neurons][own].
 */
public final class NeuronLayer implements Layer {
    private static final int X = CacheLines.FIRST;

    private final Connection connection;
    private final NeuronKernel neurons;
    private final Panels panels;
    private final int outputs;
    private final int own;
    private final int ownFlat;
    private final Signal output;
    private final Optional<InputMeans> inputMeans;

    /** Weighted inputs of a panel or the gradient by them, then the gradient by its output. */
    private final float[] scratch;

    private final int byOut;

    /**
     * @param ownFlat index of the neurons' own numbers in the layer's flat parameters: how many
     *     weights and biases there are
     */
    public NeuronLayer(
            Neuron neuron,
            Panels panels,
            Connection connection,
            int ownFlat,
            LayerSpec.Context context) {
        this.connection = connection;
        this.panels = panels;
        this.outputs = context.output().size();
        this.own = neuron.own();
        this.ownFlat = ownFlat;
        Shape input = context.input().shape();
        this.output =
                new Signal(context.output(), context.samples(), panels.width(), context.readout());
        this.neurons =
                neuron.kernel(
                        new KernelContext(
                                context.samples(),
                                panels.count(),
                                panels.width(),
                                context.output().steps(),
                                input.constant(),
                                context.window(),
                                context.readout(),
                                context.released(),
                                context.layer(),
                                context.draws()));
        int planes = input.constant() ? neuron.constantInputs() : neuron.inputs();
        this.inputMeans =
                context.inputMeans()
                        ? Optional.of(
                                new InputMeans(context.samples(), panels, input.rows(), planes))
                        : Optional.empty();
        this.byOut = X + connection.panelSize();
        this.scratch = CacheLines.array(byOut + output.steps * panels.width());
    }

    @Override
    public int kernelSize() {
        return connection.kernelSize() + own * panels.padded();
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {
        connection.toKernel(flat, from, kernel, at);
        int to = at + connection.kernelSize();
        System.arraycopy(flat, from + ownFlat, kernel, to, own * outputs);
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {
        connection.toFlat(kernel, at, flat, to);
        int from = at + connection.kernelSize();
        System.arraycopy(kernel, from, flat, to + ownFlat, own * outputs);
    }

    @Override
    public double squaredNorm(float[] gradient, int at) {
        int from = at + connection.kernelSize();
        double sum = connection.squaredNorm(gradient, at);
        return own == 0 ? sum : sum + Norm.squared(gradient, from, from + own * outputs);
    }

    @Override
    public void prepare(float[] parameters, int at) {
        connection.prepare(parameters, at);
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        connection.begin(samples);
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int sample = 0; sample < samples; sample++) {
                connection.forward(sample, panel, parameters, at, scratch, X);
                if (inputMeans.isPresent()) inputMeans.get().read(sample, panel, scratch, X);
                int ownAt = ownAt(at, panel);
                neurons.forward(scratch, X, parameters, ownAt, output, sample, panel);
            }
        }
    }

    @Override
    public void backward(
            float[] parameters, float[] gradient, int at, int samples, OutputGradient above) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int ownAt = ownAt(at, panel);
            for (int sample = 0; sample < samples; sample++) {
                above.read(sample, panel, scratch, byOut);
                neurons.backward(
                        output,
                        sample,
                        panel,
                        scratch,
                        byOut,
                        parameters,
                        ownAt,
                        scratch,
                        X,
                        gradient,
                        ownAt);
                if (inputMeans.isPresent()) inputMeans.get().addTo(sample, panel, scratch, X);
                connection.backward(sample, panel, scratch, X, gradient, at);
            }
        }
        connection.end(samples);
    }

    @Override
    public Optional<OutputGradient> inputGradient() {
        return connection.inputGradient();
    }

    @Override
    public Optional<InputMeans> inputMeans() {
        return inputMeans;
    }

    @Override
    public void finish(float[] gradient, int at) {
        connection.finish(gradient, at);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public void close() {
        connection.close();
    }

    private int ownAt(int at, int panel) {
        return at + connection.kernelSize() + panel * panels.width() * own;
    }
}
