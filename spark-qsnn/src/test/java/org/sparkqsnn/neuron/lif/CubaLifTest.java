package org.sparkqsnn.neuron.lif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;
import org.sparkqsnn.neuron.Surrogate;

class CubaLifTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        return List.of(
                CubaLif.DEFAULT,
                new CubaLif(0.5, 0.7, 0.4, Reset.SUBTRACT, Surrogate.FAST_SIGMOID, 2));
    }

    /**
     * Norse's LIF cell with its defaults and x = 1 at every step: i' = i + x, v' = v + 0.1 (i' -
     * v), i = 0.8 i', a spike at v' > 1 and v = 0 after it.
     */
    @Test
    void norse_isOne() {
        double[] expected = {0.1, 0.27, 0.487, 0.7335, 0.9963, 0, 0.3951, 0.7717, 0};
        Cell cell = new Cell(CubaLif.DEFAULT);
        for (double v : expected) {
            cell.x[0] = 1;
            LifTest.step(CubaLif.DEFAULT, cell);
            assertEquals(v == 0, cell.fired);
            assertEquals(v, cell.state[0], 1e-4);
        }
    }
}
