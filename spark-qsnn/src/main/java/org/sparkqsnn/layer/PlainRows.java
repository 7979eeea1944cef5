package org.sparkqsnn.layer;

import org.sparkqsnn.data.encode.SpikeEvents;

/** A row for each input. */
final class PlainRows implements RowCode {
    private final int inputs;
    private final int row;
    private final float[] table;

    PlainRows(DenseShape shape, Panels panels) {
        this.inputs = shape.inputs();
        this.row = 2 * panels.width();
        this.table = new float[EventKernel.LINE + panels.count() * rows() * row];
    }

    @Override
    public int rows() {
        return inputs + 1;
    }

    @Override
    public float[] table() {
        return table;
    }

    @Override
    public void encode(SpikeEvents in, SpikeEvents out) {
        out.clear();
        for (int t = 0; t < in.steps(); t++) {
            int count = in.end(t) - in.begin(t);
            int[] rows = out.room(count);
            System.arraycopy(in.inputs(), in.begin(t), rows, out.total(), count);
            out.endStep(out.total() + count);
        }
    }

    @Override
    public void load(float[] weights, int at) {
        System.arraycopy(weights, at, table, EventKernel.LINE, table.length - EventKernel.LINE);
    }

    @Override
    public void spread(int code, float[] sum, float[] gradient, int at) {
        for (int j = 0; j < row; j++) gradient[at + code * row + j] += sum[j];
    }
}
