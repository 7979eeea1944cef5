package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.encode.SpikeEvents;

/** Both codes add up to the dense product, forwards and backwards; integers, so sums are exact. */
class RowCodeTest {
    private static final int STEPS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 7, 784})
    void codes_addUpToTheDenseProduct(int inputs) {
        DenseShape shape = new DenseShape(inputs, 10, 0);
        Panels panels = Panels.of(10);
        float[] weights = integers((inputs + 1) * 2 * panels.width(), 1);
        float[] byCell = integers(STEPS * 2 * panels.width(), 2);
        SpikeEvents spikes = spikes(inputs);
        for (RowCode code :
                new RowCode[] {new PlainRows(shape, panels), new Quads(shape, panels)}) {
            code.load(weights, 0);
            code.load(weights, 0); // a second load replaces the first
            SpikeEvents rows = new SpikeEvents();
            code.encode(spikes, rows);
            assertArrayEquals(product(spikes, weights, inputs, panels), sums(code, rows, panels));
            assertArrayEquals(
                    outer(spikes, byCell, inputs, panels),
                    gradient(code, rows, byCell, inputs, panels));
            assertTrue(rows.total() <= spikes.total());
        }
    }

    private static float[] sums(RowCode code, SpikeEvents rows, Panels panels) {
        int width = panels.width();
        float[] out = new float[STEPS * 2 * width];
        for (int t = 0; t < STEPS; t++) {
            int at = 2 * t * width;
            EventKernel.of(width)
                    .sum(
                            code.table(),
                            EventKernel.LINE,
                            code.rows() - 1,
                            rows.inputs(),
                            rows.begin(t),
                            rows.end(t),
                            out,
                            at,
                            at + width);
        }
        return out;
    }

    private static float[] gradient(
            RowCode code, SpikeEvents rows, float[] byCell, int inputs, Panels panels) {
        int row = 2 * panels.width();
        float[] gradient = new float[(inputs + 1) * row];
        CellIndex index = new CellIndex(code.rows(), STEPS);
        index.build(new SpikeEvents[] {rows}, 1);
        float[] sum = new float[row];
        for (int r = 0; r < code.rows(); r++) {
            int begin = index.begin(r);
            if (begin == index.end(r)) continue;
            int[] cells = index.cells();
            EventKernel.of(panels.width())
                    .sum(byCell, 0, cells[begin], cells, begin + 1, index.end(r), sum, 0, row / 2);
            code.spread(r, sum, gradient, 0);
        }
        return gradient;
    }

    private static float[] product(SpikeEvents spikes, float[] weights, int inputs, Panels panels) {
        int row = 2 * panels.width();
        float[] out = new float[STEPS * row];
        for (int t = 0; t < STEPS; t++) {
            for (int j = 0; j < row; j++) {
                out[t * row + j] = weights[inputs * row + j];
                for (int e = spikes.begin(t); e < spikes.end(t); e++) {
                    out[t * row + j] += weights[spikes.inputs()[e] * row + j];
                }
            }
        }
        return out;
    }

    private static float[] outer(SpikeEvents spikes, float[] byCell, int inputs, Panels panels) {
        int row = 2 * panels.width();
        float[] out = new float[(inputs + 1) * row];
        for (int t = 0; t < STEPS; t++) {
            for (int j = 0; j < row; j++) {
                out[inputs * row + j] += byCell[t * row + j];
                for (int e = spikes.begin(t); e < spikes.end(t); e++) {
                    out[spikes.inputs()[e] * row + j] += byCell[t * row + j];
                }
            }
        }
        return out;
    }

    private static SpikeEvents spikes(int inputs) {
        SplittableRandom random = new SplittableRandom(inputs);
        SpikeEvents spikes = new SpikeEvents();
        for (int t = 0; t < STEPS; t++) {
            int[] out = spikes.room(inputs);
            int end = spikes.total();
            for (int i = 0; i < inputs; i++) if (random.nextInt(3) > 0) out[end++] = i;
            spikes.endStep(end);
        }
        return spikes;
    }

    private static float[] integers(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.nextInt(-999, 999);
        return values;
    }
}
