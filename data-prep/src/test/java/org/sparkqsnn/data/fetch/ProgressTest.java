package org.sparkqsnn.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void lines_comeAtEveryFifth() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = new Progress.Lines("a.gz", 10 << 20, out)) {
            for (int i = 0; i < 100; i++) {
                progress.step(1 << 17); // an eighth of a MiB, 12.5 MiB in all: more than promised
            }
        }
        String expected =
                """
                a.gz: 20 % of 10.0 MiB
                a.gz: 40 % of 10.0 MiB
                a.gz: 60 % of 10.0 MiB
                a.gz: 80 % of 10.0 MiB
                a.gz: 100 % of 10.0 MiB
                """;
        assertEquals(expected, bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }
}
