package org.sparkqsnn.layer;

/** The definition of the event products; also the fallback without the vector module. */
final class ScalarEventKernel implements EventKernel {
    private final int width;

    ScalarEventKernel(int width) {
        this.width = width;
    }

    @Override
    public void sum(
            float[] w,
            int base,
            int first,
            int[] rows,
            int begin,
            int end,
            float[] out,
            int at,
            int at2) {
        System.arraycopy(w, base + first * 2 * width, out, at, width);
        System.arraycopy(w, base + first * 2 * width + width, out, at2, width);
        for (int e = begin; e < end; e++) {
            int row = base + rows[e] * 2 * width;
            for (int j = 0; j < width; j++) {
                out[at + j] += w[row + j];
                out[at2 + j] += w[row + width + j];
            }
        }
    }

    @Override
    public void combine(
            float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at) {
        for (int j = 0; j < width; j++) {
            float sum = 0;
            for (int n = 0; n < count; n++) {
                sum = Math.fma(w[base + rows[n] * width + j], scales[n], sum);
            }
            out[at + j] = sum;
        }
    }

    @Override
    public void split(float[] g, float[] drive, int at, int rows, float[] out, int to) {
        for (int i = 0; i < rows * width; i++) {
            boolean x = drive[at + i] >= 0;
            int cell = to + i / width * 2 * width + i % width;
            out[cell] = x ? g[at + i] : 0;
            out[cell + width] = x ? 0 : g[at + i];
        }
    }
}
