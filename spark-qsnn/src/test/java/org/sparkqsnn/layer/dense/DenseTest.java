package org.sparkqsnn.layer.dense;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.layer.LayerContractTest;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.lif.Li;
import org.sparkqsnn.neuron.lif.Lif;
import org.sparkqsnn.neuron.lif.Reset;

/** Dense layers of every kind of neuron, narrower than a panel, and wider than one. */
class DenseTest extends LayerContractTest {

    /** Of two weighted inputs, linear in both at all times, as no other of the neurons is. */
    private record Difference() implements Neuron {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int states() {
            return 0;
        }

        @Override
        public boolean spikes() {
            return false;
        }

        @Override
        public void charge(Cell cell) {
            cell.membrane = cell.x[0] - 2 * cell.x[1];
        }

        @Override
        public void reset(Cell cell) {}

        @Override
        public void backward(Cell cell) {
            cell.byX[0] = cell.byMembrane;
            cell.byX[1] = -2 * cell.byMembrane;
        }
    }

    @Override
    protected List<LayerSpec> layers() {
        List<Neuron> neurons = new ArrayList<>();
        for (String kind : Neuron.KINDS.names()) neurons.add(Neuron.KINDS.defaults(kind));
        neurons.add(new Lif(0.8, true, 0.5, Reset.ZERO, Surrogate.FAST_SIGMOID, 2));
        neurons.add(new Li(0.7, true));
        neurons.add(new Difference());
        List<LayerSpec> layers = new ArrayList<>();
        for (Neuron neuron : neurons)
            for (int outputs : new int[] {0, 130}) layers.add(new Dense(outputs, neuron));
        return layers;
    }

    @Override
    protected double surrogate(LayerSpec layer, double membrane) {
        return ((Dense) layer).neuron().surrogate(membrane);
    }
}
