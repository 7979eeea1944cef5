package org.sparkqsnn.layer.dense;

import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.math.Norm;

/**
 * The kernel layout of a layer whose inputs are spikes: panel by panel, row by row, of each plane
 * the weights of the panel's neurons; a row for each input, then the biases, an input that always
 * fires.
 *
 * @param shape the layer
 * @param panels its neurons
 */
record PanelLayout(DensePlanes shape, Panels panels) {

    /** Floats of the layer. */
    int size() {
        return panels.count() * panelSize();
    }

    /** Floats of one panel. */
    int panelSize() {
        return (shape.inputs() + 1) * row();
    }

    /** Floats of a row: all planes. */
    int row() {
        return shape.planes() * panels.width();
    }

    void toKernel(float[] flat, int from, float[] kernel, int at) {
        copy(flat, from, kernel, at, true);
    }

    void toFlat(float[] kernel, int at, float[] flat, int to) {
        copy(flat, to, kernel, at, false);
    }

    /** Sums that {@link #addSquares} takes: the chains of each row of each plane. */
    int rowSums() {
        return shape.planes() * (shape.inputs() + 1) * Norm.CHAINS;
    }

    /**
     * Adds the squares of each row of each plane, from its first neuron to its last, to the row's
     * own chains. The kernel layout is read as it lies, panel by panel; widths are multiples of the
     * chains, so that the sums are those of the flat rows for any of them.
     *
     * @param chains shape [inputs + 1][planes][chains]
     */
    void addSquares(float[] kernel, int at, double[] chains) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int lanes = panels.lanes(panel, shape.outputs());
            int from = at + panel * panelSize();
            // The planes of an input are rows one behind the other.
            for (int to = 0; to < rowSums(); to += Norm.CHAINS) {
                Norm.add(kernel, from, from + lanes, chains, to);
                from += panels.width();
            }
        }
    }

    private void copy(float[] flat, int begin, float[] kernel, int at, boolean toKernel) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int first = panel * panels.width();
            int lanes = panels.lanes(panel, shape.outputs());
            for (int i = 0; i <= shape.inputs(); i++) {
                for (int d = 0; d < shape.planes(); d++) {
                    int f = begin + shape.row(d, i) + first;
                    int k = at + panel * panelSize() + i * row() + d * panels.width();
                    if (toKernel) System.arraycopy(flat, f, kernel, k, lanes);
                    else System.arraycopy(kernel, k, flat, f, lanes);
                }
            }
        }
    }
}
