package org.sparkqsnn.neuron.lif;

import java.util.List;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;

class LiTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        return List.of(Li.DEFAULT, new Li(0.7, true), new Li(0, false), new Li(1, false));
    }
}
