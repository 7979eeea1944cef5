package org.sparkqsnn.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How one type crosses the wire: a writer and a reader of the same fields in the same order. */
public final class Wire<T> extends Serializer<T> {
    private static final int CHUNK = 1 << 14;
    private final BiConsumer<Output, T> writer;
    private final Function<Input, T> reader;

    public Wire(BiConsumer<Output, T> writer, Function<Input, T> reader) {
        super(false, true);
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void write(Kryo kryo, Output out, T value) {
        writer.accept(out, value);
    }

    @Override
    public T read(Kryo kryo, Input in, Class<T> type) {
        return reader.apply(in);
    }

    /** In blocks of 64 KiB; Kryo's own writeFloats goes byte by byte. */
    public static void writeFloats(Output out, float[] values) {
        out.writeInt(values.length);
        ByteBuffer buffer = buffer();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            buffer.asFloatBuffer().put(values, from, count);
            out.writeBytes(buffer.array(), 0, Float.BYTES * count);
        }
    }

    public static float[] readFloats(Input in) {
        float[] values = new float[in.readInt()];
        ByteBuffer buffer = buffer();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            in.readBytes(buffer.array(), 0, Float.BYTES * count);
            buffer.asFloatBuffer().get(values, from, count);
        }
        return values;
    }

    static void writeLongs(Output out, long[] values) {
        out.writeInt(values.length);
        out.writeLongs(values);
    }

    static long[] readLongs(Input in) {
        return in.readLongs(in.readInt());
    }

    static <E> void writeList(Output out, List<E> values, BiConsumer<Output, E> writer) {
        out.writeInt(values.size());
        for (E value : values) writer.accept(out, value);
    }

    static <E> List<E> readList(Input in, Function<Input, E> reader) {
        int size = in.readInt();
        List<E> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) values.add(reader.apply(in));
        return List.copyOf(values);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }
}
