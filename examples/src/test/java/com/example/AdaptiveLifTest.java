package com.example;

import java.util.List;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;

class AdaptiveLifTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        return List.of(AdaptiveLif.DEFAULT, new AdaptiveLif(0.5, 1, 0));
    }
}
