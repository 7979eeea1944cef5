package org.sparkqsnn.layer;

import org.sparkqsnn.data.encode.SpikeEvents;

/**
 * Subset sums of four neighbouring inputs (the four Russians' trick): the 16 partial sums of each
 * four weight rows are made once for each weight update, and a step then adds one row for each four
 * inputs with a spike among them, not one for each spike. Neighbouring pixels fire together, so
 * there are half as many or fewer.
 *
 * <p>Row {@code 16 g + m} of a panel is the sum of the inputs {@code 4 g + b} over the bits b of m;
 * the bias is the last row.
 *
 * @see "Arlazarov, Dinic, Kronrod, Faradzhev 1970, On economical construction of the transitive
 *     closure of a directed graph"
 */
final class Quads implements RowCode {
    private final int inputs;
    private final int groups;
    private final Panels panels;
    private final int row;
    private final float[] table;

    Quads(DenseShape shape, Panels panels) {
        this.inputs = shape.inputs();
        this.groups = (shape.inputs() + 3) / 4;
        this.panels = panels;
        this.row = 2 * panels.width();
        this.table = new float[EventKernel.LINE + panels.count() * rows() * row];
    }

    @Override
    public int rows() {
        return 16 * groups + 1;
    }

    @Override
    public float[] table() {
        return table;
    }

    @Override
    public void encode(SpikeEvents in, SpikeEvents out) {
        out.clear();
        for (int t = 0; t < in.steps(); t++) {
            int begin = in.begin(t);
            int end = in.end(t);
            int[] rows = out.room(end - begin);
            int last = out.total() - 1;
            int group = -1;
            for (int e = begin; e < end; e++) {
                int input = in.inputs()[e];
                if (input >> 2 != group) {
                    group = input >> 2;
                    rows[++last] = 16 * group;
                }
                rows[last] += 1 << (input & 3);
            }
            out.endStep(last + 1);
        }
    }

    @Override
    public void load(float[] weights, int at) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int from = at + panel * (inputs + 1) * row;
            int to = EventKernel.LINE + panel * rows() * row;
            for (int input = 0; input < inputs; input++) addInput(weights, from, to, input);
            System.arraycopy(weights, from + inputs * row, table, to + 16 * groups * row, row);
        }
    }

    @Override
    public void spread(int code, float[] sum, float[] gradient, int at) {
        if (code == 16 * groups) {
            add(sum, gradient, at + inputs * row);
            return;
        }
        for (int m = code & 15; m != 0; m &= m - 1) {
            int input = 4 * (code >> 4) + Integer.numberOfTrailingZeros(m);
            add(sum, gradient, at + input * row);
        }
    }

    /**
     * Rows whose highest bit is this input: the rows without it, which are there, and this input.
     */
    private void addInput(float[] weights, int from, int to, int input) {
        int bit = 1 << (input & 3);
        int first = to + 16 * (input >> 2) * row;
        for (int m = bit; m < 2 * bit; m++) {
            for (int j = 0; j < row; j++) {
                table[first + m * row + j] =
                        table[first + (m - bit) * row + j] + weights[from + input * row + j];
            }
        }
    }

    private void add(float[] sum, float[] gradient, int to) {
        for (int j = 0; j < row; j++) gradient[to + j] += sum[j];
    }
}
