package org.sparkqsnn.layer;

import java.util.Arrays;

/**
 * A view into a layer's first weighted inputs q, for what is trained on them directly: keeps the
 * mean over time of each neuron's, and adds a gradient by that mean to the layer's own. Of QLIF q
 * is the input of the rotation.
 */
public final class InputMeans {
    private final int panels;
    private final int width;
    private final int rows;
    private final int planes;

    /** Means of q; shape [samples][panels][width]. */
    private final float[] means;

    /** Gradients by them, of the same shape. */
    private final float[] slopes;

    /**
     * @param rows rows of weighted inputs of a sample
     * @param planes weighted inputs of a neuron
     */
    InputMeans(int samples, Panels panels, int rows, int planes) {
        this.panels = panels.count();
        this.width = panels.width();
        this.rows = rows;
        this.planes = planes;
        this.means = new float[Math.multiplyExact(samples, panels.padded())];
        this.slopes = new float[means.length];
    }

    /** Mean over time of a neuron's q in the micro-batch that was shown last. */
    public double mean(int sample, int neuron) {
        return means[sample * panels * width + neuron];
    }

    /** Sets the gradient of the loss by that mean. */
    public void slope(int sample, int neuron, double slope) {
        slopes[sample * panels * width + neuron] = (float) slope;
    }

    /** Reads the weighted inputs of a panel; shape [rows][planes][width] from {@code at} on. */
    void read(int sample, int panel, float[] x, int at) {
        int to = at(sample, panel);
        Arrays.fill(means, to, to + width, 0);
        for (int t = 0; t < rows; t++)
            for (int j = 0; j < width; j++) means[to + j] += x[at + t * planes * width + j];
        for (int j = 0; j < width; j++) means[to + j] /= rows;
    }

    /** Adds to the gradient by the weighted inputs of a panel. */
    void addTo(int sample, int panel, float[] byX, int at) {
        int from = at(sample, panel);
        for (int t = 0; t < rows; t++)
            for (int j = 0; j < width; j++)
                byX[at + t * planes * width + j] += slopes[from + j] / rows;
    }

    private int at(int sample, int panel) {
        return (sample * panels + panel) * width;
    }
}
