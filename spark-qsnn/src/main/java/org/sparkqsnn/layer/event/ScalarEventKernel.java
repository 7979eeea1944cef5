package org.sparkqsnn.layer.event;

import java.util.Arrays;

/** The definition of the event products; also the fallback without the vector module. */
final class ScalarEventKernel implements EventKernel {
    private final int width;

    ScalarEventKernel(int width) {
        this.width = width;
    }

    @Override
    public void weigh(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = weightsAt + SpikeList.input(events[e]) * 2 * width;
            int to = stepsAt + SpikeList.step(events[e]) * 2 * width;
            addRow(SpikeList.sign(events[e]), weights, from, steps, to);
        }
    }

    @Override
    public void learn(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = stepsAt + SpikeList.step(events[e]) * 2 * width;
            int to = weightsAt + SpikeList.input(events[e]) * 2 * width;
            addRow(SpikeList.sign(events[e]), steps, from, weights, to);
        }
    }

    @Override
    public void addTotal(float[] rows, int at, int count) {
        int total = count * 2 * width;
        for (int i = 0; i < total; i++) rows[at + i] += rows[at + total + i % (2 * width)];
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
        for (int j = 0; j < width; j++) {
            float sum = 0;
            for (int n = begin; n < end; n++) {
                sum = Math.fma(w[base + rows[n] * width + j], scales[n], sum);
            }
            out[at + j] = sum;
        }
    }

    @Override
    public void split(
            float[] g, int gAt, float[] drive, int driveAt, int rows, float[] out, int to) {
        int total = to + rows * 2 * width;
        Arrays.fill(out, total, total + 2 * width, 0);
        for (int i = 0; i < rows * width; i++) {
            boolean x = drive[driveAt + i] >= 0;
            int j = i % width;
            int cell = to + 2 * i - j;
            out[cell] = x ? g[gAt + i] : 0;
            out[cell + width] = x ? 0 : g[gAt + i];
            out[total + j] += out[cell];
            out[total + width + j] += out[cell + width];
        }
    }

    private void addRow(float sign, float[] from, int f, float[] to, int t) {
        for (int j = 0; j < 2 * width; j++) to[t + j] = Math.fma(from[f + j], sign, to[t + j]);
    }
}
