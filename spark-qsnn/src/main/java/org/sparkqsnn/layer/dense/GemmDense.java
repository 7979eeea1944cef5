package org.sparkqsnn.layer.dense;

import java.util.Arrays;
import java.util.Optional;
import org.sparkqsnn.layer.Connection;
import org.sparkqsnn.layer.LayerInput;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.math.DenseProduct;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.neuron.Signal;

/**
 * Dense connection over values: one dense product a micro-batch for each plane. Values that are the
 * same at every step (direct code) have one row a sample, not one a step.
 *
 * <p>Kernel layout: the planes as in the flat parameters, but only those that have an effect.
 */
final class GemmDense implements Connection {
    private final DensePlanes shape;
    private final Panels panels;
    private final LayerInput input;
    private final int rows;
    private final float[] values;
    private final DenseProduct[] products;

    /**
     * Products of the micro-batch, then gradients by them; shape [planes][samples][rows][outputs].
     */
    private final float[][] sums;

    /** Gradient by the values; shape [samples][rows][inputs]. */
    private final float[] byValues;

    /**
     * @param shape the planes that have an effect
     */
    GemmDense(DensePlanes shape, Panels panels, LayerSpec.Context context) {
        this.shape = shape;
        this.panels = panels;
        this.input = context.input();
        this.rows = input.shape().rows();
        int all = Math.multiplyExact(context.samples(), rows);
        boolean encoded = input.below().isEmpty();
        this.values = encoded ? input.values() : new float[all * shape.inputs()];
        this.products = new DenseProduct[shape.planes()];
        for (int d = 0; d < products.length; d++)
            products[d] = new DenseProduct(shape.inputs(), shape.outputs(), all);
        this.sums = new float[shape.planes()][all * shape.outputs()];
        boolean wanted = !encoded && context.inputWantsGradient();
        this.byValues = new float[wanted ? values.length : 0];
    }

    @Override
    public int kernelSize() {
        return shape.size();
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {
        System.arraycopy(flat, from, kernel, at, shape.size());
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {
        System.arraycopy(kernel, at, flat, to, shape.size());
    }

    @Override
    public double squaredNorm(float[] gradient, int at) {
        double sum = 0;
        for (int d = 0; d < shape.planes(); d++) {
            int from = at + d * shape.planeSize();
            sum += Norm.squared(gradient, from, from + shape.planeSize());
        }
        return sum;
    }

    @Override
    public void prepare(float[] kernel, int at) {
        for (int d = 0; d < products.length; d++) products[d].weights(kernel, at + shape.row(d, 0));
    }

    @Override
    public int panelSize() {
        return rows * shape.planes() * panels.width();
    }

    @Override
    public void begin(int samples) {
        if (input.below().isPresent()) input.copyValues(samples, values);
        for (int d = 0; d < products.length; d++) products[d].forward(values, sums[d]);
    }

    @Override
    public void forward(int sample, int panel, float[] kernel, int at, float[] x, int xAt) {
        int lanes = panels.lanes(panel, shape.outputs());
        for (int t = 0; t < rows; t++) {
            int from = sumAt(sample, t, panel);
            for (int d = 0; d < products.length; d++) {
                int to = xAt + (t * products.length + d) * panels.width();
                int bias = biasAt(at, d, panel);
                float[] sum = sums[d];
                for (int j = 0; j < lanes; j++) x[to + j] = sum[from + j] + kernel[bias + j];
                Arrays.fill(x, to + lanes, to + panels.width(), 0);
            }
        }
    }

    @Override
    public void backward(int sample, int panel, float[] byX, int byXAt, float[] gradient, int at) {
        int lanes = panels.lanes(panel, shape.outputs());
        for (int t = 0; t < rows; t++) {
            int to = sumAt(sample, t, panel);
            for (int d = 0; d < products.length; d++) {
                int from = byXAt + (t * products.length + d) * panels.width();
                int bias = biasAt(at, d, panel);
                System.arraycopy(byX, from, sums[d], to, lanes);
                for (int j = 0; j < lanes; j++) gradient[bias + j] += byX[from + j];
            }
        }
    }

    @Override
    public void end(int samples) {
        for (int d = 0; d < products.length; d++) {
            int used = samples * rows * shape.outputs();
            Arrays.fill(sums[d], used, sums[d].length, 0);
            products[d].addGradient(values, sums[d]);
            if (byValues.length > 0) products[d].inputGradient(sums[d], byValues, d > 0);
        }
    }

    @Override
    public void finish(float[] gradient, int at) {
        for (int d = 0; d < products.length; d++)
            products[d].takeGradient(gradient, at + shape.row(d, 0));
    }

    @Override
    public Optional<OutputGradient> inputGradient() {
        if (byValues.length == 0) return Optional.empty();
        Signal below = input.below().orElseThrow();
        return Optional.of((sample, panel, to, at) -> read(below, sample, panel, to, at));
    }

    @Override
    public void close() {
        for (DenseProduct product : products) product.close();
    }

    private void read(Signal below, int sample, int panel, float[] to, int at) {
        int first = panel * below.width;
        int lanes = Math.min(below.width, shape.inputs() - first);
        for (int t = 0; t < rows; t++) {
            int row = at + t * below.width;
            int from = (sample * rows + t) * shape.inputs() + first;
            System.arraycopy(byValues, from, to, row, lanes);
            Arrays.fill(to, row + lanes, row + below.width, 0);
        }
    }

    private int sumAt(int sample, int row, int panel) {
        return (sample * rows + row) * shape.outputs() + panel * panels.width();
    }

    private int biasAt(int at, int plane, int panel) {
        return at + shape.row(plane, shape.inputs()) + panel * panels.width();
    }
}
