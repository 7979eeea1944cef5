package org.sparkqsnn.neuron;

import org.sparkqsnn.run.config.NeuronConfig;

/** Vector twin of {@link ScalarQlifKernel}, in passes over a panel's steps. */
final class VectorQlifKernel implements QlifKernel {
    private final Panel scratch = new Panel();
    private final PanelPass[] drive;
    private final PanelPass[] forward;
    private final PanelPass[] forwardConstant;
    private final PanelPass[] backward;
    private final PanelPass[] backwardConstant;

    VectorQlifKernel(NeuronConfig config) {
        QlifConstants c = QlifConstants.of(config);
        DrivePasses drives = new DrivePasses(c);
        ForwardPasses steps = new ForwardPasses(c);
        SurrogatePasses surrogates = new SurrogatePasses(config);
        SlopePasses slopes = new SlopePasses(c);
        PanelPass rotations = c.bounded() ? drives::boundedRotations : drives::wrappedRotations;
        drive = new PanelPass[] {drives::delays, rotations};
        forward = new PanelPass[] {steps::driven, steps::spikes};
        forwardConstant = new PanelPass[] {steps::constant, steps::spikes};
        backward =
                new PanelPass[] {
                    surrogates.kind(),
                    surrogates::populations,
                    surrogates::angles,
                    slopes::starts,
                    slopes::halfPsi,
                    slopes::leakByStart,
                    slopes::leakByDrive,
                    slopes::spikes,
                    slopes::cuts,
                    slopes::chain
                };
        backwardConstant =
                new PanelPass[] {
                    surrogates.kind(),
                    surrogates::populations,
                    surrogates::angles,
                    slopes::starts,
                    slopes::noLeak,
                    slopes::spikes,
                    slopes::cuts,
                    slopes::chainAndSum
                };
    }

    @Override
    public void drive(float[] inputs, Trace trace, int sample, int panel) {
        scratch.at(trace, sample, panel);
        scratch.inputs = inputs;
        PanelPass.run(drive, scratch);
        scratch.storeDrive(sample, panel);
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        scratch.at(trace, sample, panel);
        scratch.loadDrive(sample, panel);
        PanelPass.run(trace.constantDrive() ? forwardConstant : forward, scratch);
    }

    @Override
    public void backward(Trace trace, int sample, int panel, int window) {
        scratch.at(trace, sample, panel);
        scratch.window = window;
        scratch.loadDrive(sample, panel);
        PanelPass.run(trace.constantDrive() ? backwardConstant : backward, scratch);
    }
}
