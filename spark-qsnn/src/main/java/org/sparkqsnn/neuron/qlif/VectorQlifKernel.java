package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.neuron.NeuronConfig;
import org.sparkqsnn.neuron.Signal;

/** Vector twin of {@link ScalarQlifKernel}, in passes over a panel's cells. */
final class VectorQlifKernel implements QlifKernel {
    private final Panel scratch = new Panel();
    private final PanelPass[] drive;
    private final PanelPass[] forward;
    private final PanelPass[] forwardConstant;
    private final PanelPass[] spikes;
    private final PanelPass[] spatial;
    private final PanelPass[] spatialConstant;
    private final PanelPass[] chain;
    private final PanelPass[] chainConstant;

    VectorQlifKernel(NeuronConfig config) {
        QlifConstants c = QlifConstants.of(config);
        DrivePasses drives = new DrivePasses(c);
        ForwardPasses steps = new ForwardPasses(c);
        SlopePasses slopes = new SlopePasses(c);
        PanelPass surrogate = new SurrogatePasses(config).kind();
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
    public void drive(float[] inputs, int at, Signal signal, int sample, int panel) {
        scratch.at(signal, sample, panel);
        scratch.inputs = inputs;
        scratch.inputsAt = at;
        PanelPass.run(drive, scratch);
    }

    @Override
    public void forward(Signal signal, int sample, int panel) {
        scratch.at(signal, sample, panel);
        PanelPass.run(signal.constantDrive() ? forwardConstant : forward, scratch);
        PanelPass.run(spikes, scratch);
        scratch.keepPopulations(sample, panel);
    }

    @Override
    public void backward(
            Signal signal, int sample, int panel, int window, float[] gradient, int at) {
        scratch.at(signal, sample, panel, window, gradient, at);
        boolean constant = signal.constantDrive();
        PanelPass.run(constant ? forwardConstant : forward, scratch);
        if (window == 1) PanelPass.run(constant ? spatialConstant : spatial, scratch);
        else PanelPass.run(constant ? chainConstant : chain, scratch);
    }

    private static PanelPass[] passes(PanelPass... passes) {
        return passes;
    }
}
