package org.sparkqsnn.training.round;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.experiment.OptimiserConfig;
import org.sparkqsnn.model.Network;

/**
 * Runs of parameters in kernel layout that belong to one group of the optimiser.
 *
 * @param ends index after the last parameter of each run; a run begins where the one before ends
 * @param groups its group, see {@link OptimiserConfig#group}
 */
record Segments(int[] ends, int[] groups) {

    /** All parameters in one group. */
    static Segments one(int length, int group) {
        return new Segments(new int[] {length}, new int[] {group});
    }

    /** The runs of a network's parameters. Where the layout has gaps, they belong to no group. */
    static Segments of(OptimiserConfig config, Network network) {
        int none = config.groups().size();
        if (none == 0) return one(network.kernelSize(), none);
        float[] flat = network.shape().tensors().filled(name -> config.group(name) - none);
        float[] kernel = new float[network.kernelSize()];
        network.toKernel(flat, 0, kernel);
        List<Integer> ends = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < kernel.length; i++) {
            boolean last = i + 1 == kernel.length || kernel[i + 1] != kernel[i];
            if (!last) continue;
            ends.add(i + 1);
            groups.add((int) kernel[i] + none);
        }
        return new Segments(
                ends.stream().mapToInt(end -> end).toArray(),
                groups.stream().mapToInt(group -> group).toArray());
    }
}
