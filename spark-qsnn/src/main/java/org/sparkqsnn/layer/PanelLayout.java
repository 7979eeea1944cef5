package org.sparkqsnn.layer;

import org.sparkqsnn.math.Norm;

/**
 * The kernel layout of a layer whose inputs are spikes: panel by panel, row by row, {@code [theta
 * width | tau width]}; a row for each input, then the bias, an input that always fires.
 *
 * @param shape the layer
 * @param panels its neurons
 */
record PanelLayout(DenseShape shape, Panels panels) {

    /** Floats of the layer. */
    int size() {
        return panels.count() * panelSize();
    }

    /** Floats of one panel. */
    int panelSize() {
        return (shape.inputs() + 1) * row();
    }

    /** Floats of a row: both planes. */
    int row() {
        return 2 * panels.width();
    }

    void toKernel(float[] flat, int from, float[] kernel, int at) {
        copy(flat, from, kernel, at, true);
    }

    void toFlat(float[] kernel, int at, float[] flat, int to) {
        copy(flat, to, kernel, at, false);
    }

    /** Sums that {@link #addSquares} takes: the chains of each row of each plane. */
    int rowSums() {
        return 2 * (shape.inputs() + 1) * Norm.CHAINS;
    }

    /**
     * Adds the squares of each row of each plane, from its first neuron to its last, to the row's
     * own chains. The kernel layout is read as it lies, panel by panel; widths are multiples of the
     * chains, so that the sums are those of the flat rows for any of them.
     *
     * @param chains shape [inputs + 1][2 planes][chains]
     */
    void addSquares(float[] kernel, int at, double[] chains) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int lanes = Math.min(panels.width(), shape.outputs() - panel * panels.width());
            for (int i = 0; i <= shape.inputs(); i++) {
                int theta = at + panel * panelSize() + i * row();
                int tau = theta + panels.width();
                int to = 2 * i * Norm.CHAINS;
                Norm.add(kernel, theta, theta + lanes, chains, to);
                Norm.add(kernel, tau, tau + lanes, chains, to + Norm.CHAINS);
            }
        }
    }

    private void copy(float[] flat, int begin, float[] kernel, int at, boolean toKernel) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int first = panel * panels.width();
            int lanes = Math.min(panels.width(), shape.outputs() - first);
            for (int i = 0; i <= shape.inputs(); i++) {
                int theta = begin + shape.thetaPlane() + i * shape.outputs() + first;
                int tau = begin + shape.tauPlane() + i * shape.outputs() + first;
                int to = at + panel * panelSize() + i * row();
                copy(flat, theta, kernel, to, lanes, toKernel);
                copy(flat, tau, kernel, to + panels.width(), lanes, toKernel);
            }
        }
    }

    private static void copy(
            float[] flat, int f, float[] kernel, int k, int count, boolean toKernel) {
        if (toKernel) System.arraycopy(flat, f, kernel, k, count);
        else System.arraycopy(kernel, k, flat, f, count);
    }
}
