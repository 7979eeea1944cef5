package org.sparkqsnn.layer;

import java.util.Arrays;
import org.sparkqsnn.data.encode.SpikeEvents;

/**
 * The events of a micro-batch by row instead of by step: for each row, the cells (sample, step)
 * that add it, ascending. With it the weight gradient is a sum over cells, read-only like the
 * forward pass; adding each cell's gradient to its rows would write as much as it reads, at a
 * quarter of the speed (17 against 4.3 ns a row).
 */
final class CellIndex {
    private final int steps;
    private final int[] ends;
    private int[] cells = new int[0];

    CellIndex(int rows, int steps) {
        this.steps = steps;
        this.ends = new int[rows + 1];
    }

    /**
     * Takes over the events of the first {@code samples} samples; the last row is in every cell.
     */
    void build(SpikeEvents[] events, int samples) {
        int bias = ends.length - 2;
        count(events, samples);
        int total = 0;
        for (int r = 0; r < bias; r++) {
            total += ends[r];
            ends[r] = total - ends[r];
        }
        ends[bias] = total;
        if (cells.length < total + samples * steps) cells = new int[total + samples * steps];
        for (int s = 0; s < samples; s++) {
            for (int t = 0; t < steps; t++) {
                SpikeEvents e = events[s];
                int cell = s * steps + t;
                int end = e.end(t);
                for (int i = e.begin(t); i < end; i++) cells[ends[e.inputs()[i]]++] = cell;
                cells[ends[bias]++] = cell;
            }
        }
    }

    int[] cells() {
        return cells;
    }

    int begin(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    int end(int row) {
        return ends[row];
    }

    private void count(SpikeEvents[] events, int samples) {
        Arrays.fill(ends, 0);
        for (int s = 0; s < samples; s++) {
            int total = events[s].total();
            int[] rows = events[s].inputs();
            for (int i = 0; i < total; i++) ends[rows[i]]++;
        }
    }
}
