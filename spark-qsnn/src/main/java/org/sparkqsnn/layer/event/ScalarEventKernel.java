package org.sparkqsnn.layer.event;

/** The definition of the event products; also the fallback without the vector module. */
final class ScalarEventKernel implements EventKernel {
    private final int row;

    ScalarEventKernel(int row) {
        this.row = row;
    }

    @Override
    public void weigh(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = weightsAt + SpikeList.input(events[e]) * row;
            int to = stepsAt + SpikeList.step(events[e]) * row;
            addRow(scale * SpikeList.sign(events[e]), weights, from, steps, to);
        }
    }

    @Override
    public void learn(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = stepsAt + SpikeList.step(events[e]) * row;
            int to = weightsAt + SpikeList.input(events[e]) * row;
            addRow(scale * SpikeList.sign(events[e]), steps, from, weights, to);
        }
    }

    @Override
    public void addTotal(float[] rows, int at, int count) {
        int total = count * row;
        for (int i = 0; i < total; i++) rows[at + i] += rows[at + total + i % row];
    }

    @Override
    public void combine(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        for (int j = 0; j < row; j++) {
            float sum = out[at + j];
            for (int n = begin; n < end; n++)
                sum = Math.fma(w[base + rows[n] * row + j], scales[n], sum);
            out[at + j] = sum;
        }
    }

    @Override
    public void total(float[] rows, int at, int count) {
        for (int j = 0; j < row; j++) {
            float sum = 0;
            for (int i = 0; i < count; i++) sum += rows[at + i * row + j];
            rows[at + count * row + j] = sum;
        }
    }

    private void addRow(float sign, float[] from, int f, float[] to, int t) {
        for (int j = 0; j < row; j++) to[t + j] = Math.fma(from[f + j], sign, to[t + j]);
    }
}
