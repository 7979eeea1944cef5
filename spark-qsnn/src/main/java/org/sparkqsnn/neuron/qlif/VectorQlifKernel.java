package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.neuron.Signal;

/** Vector twin of {@link ScalarQlifKernel}, in passes over a panel's cells. */
final class VectorQlifKernel implements QlifKernel {
    private static final int L = SPECIES.length();

    private final Panel scratch = new Panel();
    private final PanelPass[] drive;
    private final PanelPass[] forward;
    private final PanelPass[] forwardConstant;
    private final PanelPass[] spikes;
    private final PanelPass[] spatial;
    private final PanelPass[] spatialConstant;
    private final PanelPass[] chain;
    private final PanelPass[] chainConstant;

    VectorQlifKernel(Qlif config) {
        QlifConstants c = QlifConstants.of(config);
        DrivePasses drives = new DrivePasses(c);
        ForwardPasses steps = new ForwardPasses(c);
        SlopePasses slopes = new SlopePasses(c);
        PanelPass surrogate = new SurrogatePasses(config.floatSurrogate()).kind();
        PanelPass rotations = c.bounded() ? drives::boundedRotations : drives::wrappedRotations;
        PanelPass leaking = c.relaxation() ? steps::relaxing : steps::rotating;
        PanelPass populations =
                c.relaxation() ? slopes::relaxingPopulations : slopes::rotatingPopulations;
        drive = passes(drives::delays, rotations);
        forward = passes(drives::turns, leaking);
        forwardConstant = passes(drives::constantTurns, steps::constant);
        spikes = passes(steps::spikes);
        spatial = passes(surrogate, populations, slopes::spatial);
        spatialConstant = passes(surrogate, slopes::constantSpatial, slopes::finishSum);
        chain = passes(surrogate, populations, slopes::byDrive, slopes::byStart, slopes::chain);
        chainConstant = passes(surrogate, slopes::constantChain, slopes::finishSum);
    }

    @Override
    public void drive(float[] inputs, int at, Drives drives, int sample, int panel) {
        scratch.at(drives, sample, panel);
        scratch.inputs = inputs;
        scratch.inputsAt = at;
        PanelPass.run(drive, scratch);
    }

    @Override
    public void forward(Drives drives, Signal signal, int sample, int panel) {
        scratch.at(drives, signal, sample, panel);
        PanelPass.run(drives.constant() ? forwardConstant : forward, scratch);
        PanelPass.run(spikes, scratch);
        scratch.keepPopulations(sample, panel);
    }

    @Override
    public void backward(
            Drives drives,
            Signal signal,
            int sample,
            int panel,
            int window,
            float[] gradient,
            int at) {
        scratch.at(drives, signal, sample, panel, window, gradient, at);
        boolean constant = drives.constant();
        PanelPass.run(constant ? forwardConstant : forward, scratch);
        if (window == 1) PanelPass.run(constant ? spatialConstant : spatial, scratch);
        else PanelPass.run(constant ? chainConstant : chain, scratch);
    }

    @Override
    public void split(
            Drives drives, int sample, int panel, float[] g, int gAt, float[] to, int toAt) {
        int width = drives.width;
        int from = drives.cell(sample, panel);
        for (int i = 0; i < drives.rows * width; i += L) {
            IntVector gradient = load(g, gAt + i).reinterpretAsInts();
            IntVector idle = VectorMath.negative(load(drives.drive, from + i));
            int cell = toAt + 2 * i - (i & (width - 1));
            gradient.lanewise(VectorOperators.AND_NOT, idle)
                    .reinterpretAsFloats()
                    .intoArray(to, cell);
            gradient.and(idle).reinterpretAsFloats().intoArray(to, cell + width);
        }
    }

    private static PanelPass[] passes(PanelPass... passes) {
        return passes;
    }
}
