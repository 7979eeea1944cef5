package org.sparkqsnn.neuron.real;

import java.util.List;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;

class RealTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        return List.of(Relu.DEFAULT, Identity.DEFAULT);
    }
}
