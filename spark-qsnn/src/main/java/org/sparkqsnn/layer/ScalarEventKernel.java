package org.sparkqsnn.layer;

/** The definition of the event products; also the fallback without the vector module. */
final class ScalarEventKernel implements EventKernel {
    private final int width;

    ScalarEventKernel(int width) {
        this.width = width;
    }

    @Override
    public void gather(
            float[] w,
            int base,
            int bias,
            int[] inputs,
            int begin,
            int end,
            float[] out,
            int at,
            int at2) {
        addHalf(w, base + bias * 2 * width, out, at, true);
        addHalf(w, base + bias * 2 * width + width, out, at2, true);
        for (int e = begin; e < end; e++) {
            int row = base + inputs[e] * 2 * width;
            addHalf(w, row, out, at, false);
            addHalf(w, row + width, out, at2, false);
        }
    }

    @Override
    public void scatter(
            float[] w,
            int base,
            int bias,
            int[] inputs,
            int begin,
            int end,
            float[] g,
            int gAt,
            float[] drive) {
        add(w, base + bias * 2 * width, g, gAt, drive);
        for (int e = begin; e < end; e++) add(w, base + inputs[e] * 2 * width, g, gAt, drive);
    }

    @Override
    public void combine(
            float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at) {
        for (int j = 0; j < width; j++) {
            float sum = 0;
            for (int n = 0; n < count; n++)
                sum = Math.fma(w[base + rows[n] * width + j], scales[n], sum);
            out[at + j] = sum;
        }
    }

    private void add(float[] w, int row, float[] g, int gAt, float[] drive) {
        for (int j = 0; j < width; j++) {
            boolean x = drive[gAt + j] >= 0;
            w[row + j] += x ? g[gAt + j] : 0;
            w[row + width + j] += x ? 0 : g[gAt + j];
        }
    }

    private void addHalf(float[] w, int from, float[] out, int at, boolean first) {
        for (int j = 0; j < width; j++) out[at + j] = (first ? 0 : out[at + j]) + w[from + j];
    }
}
