package org.sparkqsnn.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SinkThreadTest {
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @Test
    void points_allArrive_inOrder_withTheEnd() {
        List<Long> steps = new ArrayList<>();
        List<Sink.End> ends = new ArrayList<>();
        SinkThread thread = new SinkThread("it", new Noting(steps, ends), warnings::add);
        for (int i = 0; i < 1000; i++) offer(thread, i);
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofSeconds(5));
        assertEquals(1000, steps.size());
        assertEquals(999, steps.get(999));
        assertEquals(List.of(Sink.End.FINISHED), ends);
        assertEquals(List.of(), warnings);
    }

    @Test
    void hangingSink_costsABoundedWait_andOneWarning() {
        CountDownLatch never = new CountDownLatch(1);
        Sink hanging =
                new Noting(new ArrayList<>(), new ArrayList<>()) {
                    @Override
                    public void open() throws InterruptedException {
                        never.await();
                    }
                };
        SinkThread thread = new SinkThread("it", hanging, warnings::add);
        long start = System.nanoTime();
        for (int i = 0; i < 20_000; i++) offer(thread, i);
        assertTrue(secondsSince(start) < 1, "offering waited");
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofMillis(300));
        assertTrue(secondsSince(start) < 2, "the end waited");
        assertEquals(
                List.of("tracking: it is too slow; numbers are lost there, metrics.jsonl has all"),
                warnings);
    }

    @Test
    void failingSink_isLeftAlone_withOneWarning() {
        List<Long> tried = Collections.synchronizedList(new ArrayList<>());
        Sink failing =
                new Noting(tried, new ArrayList<>()) {
                    @Override
                    public void write(List<Point> points) throws IOException {
                        tried.add(points.get(0).step());
                        throw new IOException("no\nroom");
                    }
                };
        SinkThread thread = new SinkThread("it", failing, warnings::add);
        for (int i = 0; i < 10; i++) {
            offer(thread, i);
            if (i < 5) pause();
        }
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofSeconds(20));
        assertEquals(3, tried.size());
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("it failed: no;"), warnings.get(0));
    }

    private static void offer(SinkThread thread, long step) {
        thread.offer(() -> List.of(new Point("loss", 1, step, 0)));
    }

    private static void pause() {
        try {
            Thread.sleep(1300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static class Noting implements Sink {
        private final List<Long> steps;
        private final List<End> ends;

        Noting(List<Long> steps, List<End> ends) {
            this.steps = steps;
            this.ends = ends;
        }

        @Override
        public void open() throws InterruptedException {}

        @Override
        public void write(List<Point> points) throws IOException {
            for (Point point : points) steps.add(point.step());
        }

        @Override
        public void close(End end) {
            ends.add(end);
        }
    }
}
