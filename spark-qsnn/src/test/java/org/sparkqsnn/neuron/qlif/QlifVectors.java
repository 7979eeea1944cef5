package org.sparkqsnn.neuron.qlif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.qlif.Qlif.Leak;
import org.sparkqsnn.neuron.qlif.Qlif.Reset;

/**
 * Numbers of {@code vectors/qlif.json}: PyTorch 1.13 autograd in double, and the released code run
 * unmodified.
 */
public final class QlifVectors {
    public static final JsonNode ALL = read();

    private QlifVectors() {}

    /** The vectors' neuron: T1 60, threshold 0.75, tau scale 200, wrapped angle. */
    public static Qlif neuron(String leak, Reset reset, String surrogate) {
        return new Qlif(
                Leak.valueOf(leak.toUpperCase(Locale.ROOT)),
                reset,
                0.75,
                60,
                200,
                Angle.WRAPPED,
                Surrogate.valueOf(surrogate.toUpperCase(Locale.ROOT)),
                1);
    }

    private static JsonNode read() {
        try (InputStream in = QlifVectors.class.getResourceAsStream("/vectors/qlif.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
