package org.sparkqsnn.layer;

/**
 * A dense layer's two planes within the flat parameters of its network: theta weights
 * [inputs][outputs], theta biases [outputs], tau weights [inputs][outputs], tau biases [outputs].
 *
 * <p>Drives: {@code q = x Wθ + bθ}, {@code p = x Wτ + bτ} (docs/notation.md, rows q and p).
 *
 * @param inputs inputs of the layer
 * @param outputs neurons of the layer
 * @param offset index of the layer's first parameter
 */
public record DenseShape(int inputs, int outputs, int offset) {
    public DenseShape {
        if (!(inputs > 0)) throw new IllegalArgumentException("inputs must be > 0, got " + inputs);
        if (!(outputs > 0))
            throw new IllegalArgumentException("outputs must be > 0, got " + outputs);
        if (!(offset >= 0))
            throw new IllegalArgumentException("offset must be >= 0, got " + offset);
        Math.addExact(offset, Math.multiplyExact(2, Math.multiplyExact(inputs + 1, outputs)));
    }

    /** Parameters of one plane, biases included; a plane's biases follow its weights. */
    public int planeSize() {
        return (inputs + 1) * outputs;
    }

    public int thetaPlane() {
        return offset;
    }

    /** Index of the first bias of the theta plane. */
    public int thetaBiases() {
        return offset + inputs * outputs;
    }

    public int tauPlane() {
        return offset + planeSize();
    }

    /** Neurons with those that fill up the last panel: what buffers are made for. */
    public int paddedOutputs() {
        return Panels.of(outputs).padded();
    }

    /** Index after the layer's last parameter. */
    public int end() {
        return offset + 2 * planeSize();
    }
}
