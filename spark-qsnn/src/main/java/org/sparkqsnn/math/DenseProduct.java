package org.sparkqsnn.math;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code Q = X W}, its weight gradient {@code dW = Xᵀ dQ} and its input gradient {@code dX = dQ
 * Wᵀ}, on one thread through ND4J and OpenBLAS.
 *
 * <p>All matrices are held transposed in f-order, which is the memory of their row-major originals,
 * so nothing is rearranged: Qᵀ = Wᵀ Xᵀ. mmul into a c-order result would cost three times as much.
 */
public final class DenseProduct implements AutoCloseable {
    static {
        // Each Spark task is one thread; a second BLAS thread beside another task's costs 20-30 %.
        Nd4j.getEnvironment().setMaxThreads(1);
        openblas_nolapack.blas_set_num_threads(1);
    }

    private final INDArray weights;
    private final INDArray gradient;
    private final INDArray inputs;
    private final INDArray outputs;

    /** Whether the gradient holds a sum, and not what was there before. */
    private boolean started;

    /**
     * @param inputs rows of W
     * @param outputs columns of W
     * @param samples rows of X and Q
     */
    public DenseProduct(int inputs, int outputs, int samples) {
        this.weights = matrix(outputs, inputs);
        this.gradient = matrix(outputs, inputs);
        this.inputs = matrix(inputs, samples);
        this.outputs = matrix(outputs, samples);
    }

    /** Takes over W, row-major from {@code at} on; shape [inputs][outputs]. */
    public void weights(float[] w, int at) {
        memory(weights).put(w, at, (int) weights.length());
    }

    /** {@code q = x W}; shapes [samples][inputs] and [samples][outputs]. */
    public void forward(float[] x, float[] q) {
        memory(inputs).put(x);
        Nd4j.gemm(weights, inputs, outputs, false, false, 1, 0);
        memory(outputs).get(q);
    }

    /** Adds {@code xᵀ dq} to the gradient; same shapes. */
    public void addGradient(float[] x, float[] dq) {
        memory(inputs).put(x);
        memory(outputs).put(dq);
        Nd4j.gemm(outputs, inputs, gradient, false, true, 1, started ? 1 : 0);
        started = true;
    }

    /**
     * {@code dx = dq Wᵀ}, the gradient by the inputs; same shapes.
     *
     * @param add whether it is added to what {@code dx} holds
     */
    public void inputGradient(float[] dq, float[] dx, boolean add) {
        if (add) memory(inputs).put(dx);
        memory(outputs).put(dq);
        Nd4j.gemm(weights, outputs, inputs, true, false, 1, add ? 1 : 0);
        memory(inputs).get(dx);
    }

    /**
     * Copies the gradient to {@code dw}, row-major from {@code at} on; the next one starts at zero.
     */
    public void takeGradient(float[] dw, int at) {
        if (!started) gradient.assign(0);
        memory(gradient).get(dw, at, (int) gradient.length());
        started = false;
    }

    /**
     * Eight hex digits of the bits of two products, forward and back, longer than a block of any
     * kernel: another kernel or other blocks add up in another order and give other digits. Takes
     * milliseconds.
     */
    public static String digest() {
        int inputs = 1500;
        int outputs = 200;
        int samples = 50;
        float[] w = waves(inputs * outputs, 0.37);
        float[] x = waves(samples * inputs, 0.73);
        float[] dq = waves(samples * outputs, 0.11);
        float[] q = new float[samples * outputs];
        CRC32 crc = new CRC32();
        try (DenseProduct product = new DenseProduct(inputs, outputs, samples)) {
            product.weights(w, 0);
            product.forward(x, q);
            product.addGradient(x, dq);
            product.takeGradient(w, 0);
        }
        for (float[] values : List.of(q, w)) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            crc.update(bytes.array());
        }
        return String.format("%08x", crc.getValue());
    }

    /** Numbers of all sizes whose sums are rounded; sines of StrictMath are the same everywhere. */
    private static float[] waves(int length, double step) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) StrictMath.sin(step * i);
        return values;
    }

    @Override
    public void close() {
        weights.close();
        gradient.close();
        inputs.close();
        outputs.close();
    }

    private static INDArray matrix(int rows, int columns) {
        return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
    }

    private static FloatBuffer memory(INDArray matrix) {
        return matrix.data().asNioFloat();
    }
}
