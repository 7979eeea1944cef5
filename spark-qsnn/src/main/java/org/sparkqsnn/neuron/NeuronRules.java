package org.sparkqsnn.neuron;

import java.util.HashSet;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;

/** What the numbers that a neuron says of itself must be; a layer asks before it is made. */
public final class NeuronRules {
    private NeuronRules() {}

    /**
     * Returns if the neuron keeps to the rules.
     *
     * @throws BadInput that names its class, what it says, and what it must be; it begins as what a
     *     layer does
     */
    public static void require(Neuron neuron) {
        atLeast(neuron, "inputs()", neuron.inputs(), 1);
        atLeast(neuron, "states()", neuron.states(), 0);
        atLeast(neuron, "own()", neuron.own(), 0);
        atLeast(neuron, "constantInputs()", neuron.constantInputs(), 1);
        if (neuron.constantInputs() > neuron.inputs())
            throw refuse(
                    neuron,
                    "constantInputs()",
                    neuron.constantInputs(),
                    "at most inputs(), which is " + neuron.inputs());
        List<String> planes = neuron.planes();
        boolean named =
                planes.size() == neuron.inputs()
                        && new HashSet<>(planes).size() == planes.size()
                        && planes.stream().allMatch(name -> name.matches("[A-Za-z0-9_]*"));
        if (!named)
            throw refuse(
                    neuron,
                    "planes()",
                    planes,
                    "as many different words as inputs(), which is " + neuron.inputs());
        // One tensor for each number would not be [outputs][own]; all begin alike.
        for (int i = 0; i < neuron.own(); i++) {
            double initial = neuron.initialOwn(i);
            if (!(Math.abs(initial) < Double.POSITIVE_INFINITY && initial == neuron.initialOwn(0)))
                throw refuse(
                        neuron, "initialOwn(" + i + ")", initial, "finite and that of number 0");
        }
    }

    private static void atLeast(Neuron neuron, String what, int value, int least) {
        if (value < least) throw refuse(neuron, what, value, "at least " + least);
    }

    private static BadInput refuse(Neuron neuron, String what, Object value, String rule) {
        return new BadInput(
                "has neurons of "
                        + neuron.getClass().getName()
                        + ", whose "
                        + what
                        + " is "
                        + value
                        + "; it must be "
                        + rule);
    }
}
