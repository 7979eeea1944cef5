package org.sparkqsnn.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void lines_comeAtEveryFifth() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress =
                new Progress.Lines("a.gz", 10 << 20, Progress.Unit.MEBIBYTES, out, () -> 0)) {
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

    @Test
    void lines_ofLongWorkSayWhenItIsDone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        AtomicLong seconds = new AtomicLong();
        LongSupplier nanos = () -> seconds.get() * 1_000_000_000L;
        try (Progress progress =
                new Progress.Lines("writing", 10, Progress.Unit.PARTS, out, nanos)) {
            for (int i = 0; i < 10; i++) {
                seconds.addAndGet(3);
                progress.step(1);
            }
        }
        String expected =
                """
                writing: 20 % of 10 parts
                writing: 40 % of 10 parts, about 18 s left
                writing: 60 % of 10 parts, about 12 s left
                writing: 80 % of 10 parts, about 6 s left
                writing: 100 % of 10 parts, took 30 s
                """;
        assertEquals(expected, bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }
}
