package org.sparkqsnn.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SinkThreadTest {
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @Test
    void points_allArrive_inOrder_withTheEnd() {
        List<Long> steps = new ArrayList<>();
        List<Sink.End> ends = new ArrayList<>();
        SinkThread thread = thread(new Noting(steps, ends));
        for (int i = 0; i < 1000; i++) offer(thread, i);
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofMinutes(1));
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
        SinkThread thread = thread(hanging);
        // Neither call may wait for the sink: that would be for ever.
        for (int i = 0; i < 20_000; i++) offer(thread, i);
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofMillis(300));
        assertEquals(
                List.of("tracking: it is too slow; numbers are lost there, metrics.jsonl has all"),
                warnings);
    }

    @Test
    void failingSink_isLeftAlone_withOneWarning() throws InterruptedException {
        List<Long> tried = Collections.synchronizedList(new ArrayList<>());
        Semaphore tries = new Semaphore(0);
        Sink failing =
                new Noting(tried, new ArrayList<>()) {
                    @Override
                    public void write(List<Point> points) throws IOException {
                        tried.add(points.get(0).step());
                        tries.release();
                        throw new IOException("no\nroom");
                    }
                };
        SinkThread thread = thread(failing);
        for (int i = 0; i < 10; i++) {
            offer(thread, i);
            if (i < 3) tries.acquire();
        }
        thread.end(Sink.End.FINISHED);
        thread.close(Duration.ofMinutes(1));
        assertEquals(List.of(0L, 1L, 2L), tried);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("it failed: no;"), warnings.get(0));
    }

    private static void offer(SinkThread thread, long step) {
        thread.offer(() -> List.of(new Point("loss", 1, step, 0)));
    }

    private SinkThread thread(Sink sink) {
        return new SinkThread("it", sink, Duration.ofMillis(20), warnings::add);
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
