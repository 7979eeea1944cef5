package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/** What a layer says that it takes of the heap, beside the arrays that can be reached from it. */
final class LayerContractMemory {
    private static final int SAMPLES = 32;

    /** Factor on the channels of inputs, so that no array is small beside those nobody counts. */
    private static final int WIDER = 32;

    private static final int CLASSES = 7;

    /** Bytes of small arrays that nobody counts. */
    private static final long SLACK = 4096;

    /** Arrays, without those that the layer was given. */
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private LayerContractMemory() {}

    /** As a first layer and as one above another, as a read-out and not. */
    static void requireSize(LayerSpec spec, Shape input) {
        Shape wide =
                new Shape(
                        input.spikes(),
                        input.constant(),
                        WIDER * input.channels(),
                        input.height(),
                        input.width(),
                        input.steps());
        requireSize(spec, wide, false, false);
        if (spec.between()) return;
        requireSize(spec, wide, true, false);
        requireSize(spec, wide, false, true);
        requireSize(spec, wide, true, true);
    }

    private static void requireSize(LayerSpec spec, Shape input, boolean first, boolean readout) {
        Signal below = full(input);
        LayerInput given = first ? encoded(below) : LayerInput.of(below);
        Shape output = spec.output(input, CLASSES);
        LayerSpec.Size said = spec.size(input, output, SAMPLES, readout, !first);
        try (Layer layer =
                spec.open(LayerContractBench.context(spec, given, SAMPLES, readout, !first))) {
            float[] kernel = new float[CacheLines.FIRST + layer.kernelSize()];
            float[] gradient = kernel.clone();
            layer.prepare(kernel, CacheLines.FIRST);
            layer.forward(kernel, CacheLines.FIRST, SAMPLES);
            layer.backward(
                    kernel, gradient, CacheLines.FIRST, SAMPLES, (sample, panel, to, at) -> {});
            layer.finish(gradient, CacheLines.FIRST);
            long held = new LayerContractMemory().held(layer, given);
            String what = spec + " over " + input + ": holds " + held + ", says " + said;
            assertEquals(layer.kernelSize(), said.kernel(), what);
            assertTrue(held >= said.buffers(), what);
            assertTrue(held <= said.buffers() + said.lists() + SLACK, what);
        }
    }

    /** Spikes at every other step, of which lists are longest. */
    private static Signal full(Shape shape) {
        Signal signal = new Signal(shape, SAMPLES, Panels.of(shape.size(), 1).width(), false);
        for (int i = 0; i < signal.spikes.length; i++) signal.spikes[i] = 0x55555555;
        return signal;
    }

    private static LayerInput encoded(Signal signal) {
        Shape shape = signal.shape;
        if (shape.spikes()) return LayerInput.encoded(shape, SpikeSource.of(signal, shape.size()));
        return LayerInput.encoded(shape, new float[SAMPLES * shape.rows() * shape.size()]);
    }

    private long held(Layer layer, LayerInput given) {
        long unused = bytes(given);
        return bytes(layer);
    }

    /** Bytes of all arrays that can be reached and were not seen before. */
    private long bytes(Object root) {
        long bytes = 0;
        Deque<Object> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Object one = left.pop();
            if (!seen.add(one)) continue;
            if (one instanceof Collection<?> many) many.forEach(left::push);
            else if (one instanceof Optional<?> maybe) maybe.ifPresent(left::push);
            else if (one.getClass().isArray()) bytes += array(one, left);
            else fields(one, left);
        }
        return bytes;
    }

    private static long array(Object array, Deque<Object> left) {
        int length = Array.getLength(array);
        if (array instanceof Object[] objects) {
            for (Object each : objects) if (each != null) left.push(each);
            return 0;
        }
        // float and int but for a neuron's cells, which are doubles
        return (long) length * (array instanceof double[] ? Double.BYTES : Float.BYTES);
    }

    /** Of classes that are neither Java's nor those of memory off the heap. */
    private static void fields(Object object, Deque<Object> left) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().matches("(java|javax|jdk|org\\.nd4j|org\\.bytedeco)\\..*")) return;
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive())
                    continue;
                try {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value != null) left.push(value);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
