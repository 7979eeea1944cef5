package org.sparkqsnn.neuron.qlif;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;
import org.sparkqsnn.neuron.Surrogate;

class QlifContractTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        List<Neuron> all = new ArrayList<>();
        for (Qlif.Leak leak : Qlif.Leak.values())
            for (Qlif.Reset reset : Qlif.Reset.values())
                for (Angle angle : Angle.values())
                    for (Surrogate s : Surrogate.values())
                        all.add(new Qlif(leak, reset, 0.75, 60, 200, angle, s, 1));
        return all;
    }

    @Override
    protected void drawState(Neuron neuron, double[] state, SplittableRandom random) {
        state[0] = random.nextDouble(0, 3.1);
    }

    @Override
    protected void drawInputs(double[] x, SplittableRandom random) {
        x[0] = random.nextDouble(-0.8, 1.2);
        x[1] = random.nextDouble(-0.2, 0.2);
    }
}
