package org.sparkqsnn.training;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.training.round.ModelState;

/**
 * {@code weights.bin}, format version 1: all numbers of a {@link ModelState}. Little-endian.
 *
 * <pre>
 * bytes  content
 *     8  magic, ASCII "QSNNWGTS"
 *     4  format version, 1
 *     4  parameters P
 *   4 P  parameters, float32
 *     4  velocity: P, or 0 without outer momentum
 *   4 .  velocity, float32
 *     4  blocks of moments: 0 (reset), 1 (average) or one per virtual worker (local)
 *        for each block:
 *     4  its length M
 *   4 M  moments, float32
 * </pre>
 */
public final class WeightsFile {
    private static final byte[] MAGIC = "QSNNWGTS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 14;

    private WeightsFile() {}

    public static void write(ModelState state, OutputStream out) throws IOException {
        out.write(MAGIC);
        writeInt(VERSION, out);
        writeBlock(state.parameters(), out);
        writeBlock(state.velocity(), out);
        writeInt(state.moments().size(), out);
        for (float[] moments : state.moments()) writeBlock(moments, out);
    }

    /**
     * Reads what {@link #write} wrote, and nothing else.
     *
     * @param round of the checkpoint
     * @param where names the file in messages
     */
    public static ModelState read(InputStream stream, int round, String where) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        try {
            requireHeader(in, where);
            float[] parameters = readBlock(in, where);
            float[] velocity = readBlock(in, where);
            int blocks = readInt(in);
            if (blocks < 0) throw new BadInput(where + ": has " + blocks + " blocks of moments");
            List<float[]> moments = new ArrayList<>();
            for (int i = 0; i < blocks; i++) moments.add(readBlock(in, where));
            if (in.read() >= 0) throw new BadInput(where + ": has bytes after its end");
            return new ModelState(round, parameters, velocity, List.copyOf(moments));
        } catch (EOFException e) {
            throw new BadInput(where + ": is cut off", e);
        }
    }

    /**
     * Sha256 over the little-endian bytes of float32 values: numpy's {@code
     * v.astype('<f4').tobytes()}.
     */
    public static String sha256(float[] values) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer buffer = buffer(CHUNK);
        for (int from = 0; from < values.length; from += CHUNK) {
            digest.update(fill(buffer, values, from));
        }
        return Sha256.hex(digest);
    }

    private static void requireHeader(DataInputStream in, String where) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new BadInput(where + ": is no weights file of spark-qsnn (wrong magic)");
        }
        int version = readInt(in);
        if (version != VERSION) {
            throw new BadInput(
                    where + ": format version " + version + ", this build reads " + VERSION);
        }
    }

    private static void writeBlock(float[] values, OutputStream out) throws IOException {
        writeInt(values.length, out);
        ByteBuffer buffer = buffer(CHUNK);
        for (int from = 0; from < values.length; from += CHUNK) {
            ByteBuffer bytes = fill(buffer, values, from);
            out.write(bytes.array(), 0, bytes.limit());
        }
    }

    private static float[] readBlock(DataInputStream in, String where) throws IOException {
        int length = readInt(in);
        if (length < 0) throw new BadInput(where + ": has a block of " + length + " numbers");
        // Grows with what is there: a length that lies must not cost 8 GB.
        float[] values = new float[Math.min(length, CHUNK)];
        ByteBuffer buffer = buffer(CHUNK);
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            in.readFully(buffer.array(), 0, Float.BYTES * count);
            if (from + count > values.length)
                values = Arrays.copyOf(values, (int) Math.min(length, 2L * values.length));
            buffer.clear().asFloatBuffer().get(values, from, count);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) throw new BadInput(where + ": holds the number " + value);
        }
        return values;
    }

    private static ByteBuffer fill(ByteBuffer buffer, float[] values, int from) {
        int count = Math.min(CHUNK, values.length - from);
        buffer.clear();
        buffer.asFloatBuffer().put(values, from, count);
        return buffer.limit(Float.BYTES * count);
    }

    private static void writeInt(int value, OutputStream out) throws IOException {
        out.write(buffer(1).putInt(value).array());
    }

    private static int readInt(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    private static ByteBuffer buffer(int floats) {
        return ByteBuffer.allocate(Float.BYTES * floats).order(ByteOrder.LITTLE_ENDIAN);
    }
}
