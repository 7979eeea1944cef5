package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.training.round.ModelState;

class WeightsFileTest {

    /** 16,384 floats are one chunk. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 16_383, 16_384, 16_385, 40_000})
    void state_comesBackBitForBit(int size) throws IOException {
        ModelState state = state(size);
        ModelState read = read(bytes(state));
        assertArrayEquals(state.parameters(), read.parameters());
        assertArrayEquals(state.velocity(), read.velocity());
        assertEquals(2, read.moments().size());
        assertArrayEquals(state.moments().get(1), read.moments().get(1));
    }

    @Test
    void layout_isTheDocumentedOne() throws IOException {
        ModelState state =
                new ModelState(3, new float[] {1, -2}, new float[0], List.of(new float[] {0.5f}));
        ByteBuffer expected = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        expected.put("QSNNWGTS".getBytes(StandardCharsets.US_ASCII)).putInt(1);
        expected.putInt(2).putFloat(1).putFloat(-2).putInt(0).putInt(1).putInt(1).putFloat(0.5f);
        assertArrayEquals(expected.array(), bytes(state));
    }

    @Test
    void everyTruncation_isRefused() throws IOException {
        byte[] whole = bytes(state(5));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(BadInput.class, () -> read(cut), "length " + length);
        }
    }

    @Test
    void otherFiles_areRefusedByName() throws IOException {
        byte[] later = bytes(state(2));
        later[8] = 2;
        assertTrue(refusal(later).contains("w.bin: format version 2, this build reads 1"));
        byte[] other = bytes(state(2));
        other[0] = 'X';
        assertTrue(refusal(other).contains("wrong magic"));
        assertTrue(refusal(Arrays.copyOf(bytes(state(2)), 200)).contains("bytes after its end"));
    }

    /**
     * python3: hashlib.sha256(struct.pack('<4f', 1, -2, .5, 3e38)).hexdigest(), what numpy's
     * tobytes gives too.
     */
    @Test
    void sha256_isThatOfNumpy() {
        assertEquals(
                "f3bbbea2cdf791c5007ef20a7c187605b3d7486100b73d03f56a76d66d394261",
                WeightsFile.sha256(new float[] {1, -2, 0.5f, 3e38f}));
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(BadInput.class, () -> read(bytes)).getMessage();
    }

    private static ModelState state(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = (float) Math.sin(i) * (i % 7 == 0 ? 1e-40f : 1);
        float[] twice = Arrays.copyOf(values, 2 * size);
        return new ModelState(9, values, values.clone(), List.of(twice, twice.clone()));
    }

    private static byte[] bytes(ModelState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightsFile.write(state, out);
        return out.toByteArray();
    }

    private static ModelState read(byte[] bytes) throws IOException {
        return WeightsFile.read(new ByteArrayInputStream(bytes), 9, "w.bin");
    }
}
