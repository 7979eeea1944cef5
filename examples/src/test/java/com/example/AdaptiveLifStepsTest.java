package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.neuron.Cell;

class AdaptiveLifStepsTest {

    /** By hand: β = 1, ρ = 0.5, rise = 1, and x = 1.5 at every step, so that v = U + 1.5. */
    @Test
    void spikes_raiseTheThreshold() {
        AdaptiveLif neuron = new AdaptiveLif(1, 0.5, 1);
        Cell cell = new Cell(neuron);
        double[] m = {1.5, 1, 3, 2.75};
        boolean[] fired = {true, false, true, true};
        double[] u = {0.5, 2, 2.5, 3};
        double[] a = {1, 0.5, 1.25, 1.625};
        for (int t = 0; t < m.length; t++) {
            cell.x[0] = 1.5;
            neuron.charge(cell);
            neuron.fire(cell, 0);
            neuron.reset(cell);
            assertEquals(m[t], cell.membrane);
            assertEquals(fired[t], cell.fired);
            assertEquals(u[t], cell.next[0]);
            assertEquals(a[t], cell.next[1]);
            System.arraycopy(cell.next, 0, cell.state, 0, cell.next.length);
        }
    }
}
