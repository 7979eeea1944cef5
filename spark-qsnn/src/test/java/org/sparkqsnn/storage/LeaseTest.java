package org.sparkqsnn.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.MetricsLog;

@Timeout(120)
class LeaseTest {
    /** So long that hearts beat only when a test lets them. */
    private static final Duration BEAT = Duration.ofHours(1);

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock(BEAT);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void released_isTakenAtOnce_andTheOldFilesGo() throws IOException {
        take(Holders.elsewhere()).close();
        assertEquals("released", Files.readString(folder.resolve("LEASE-000001.beat")));
        take(Holders.elsewhere()).close();
        assertEquals(List.of("LEASE-000002.beat", "LEASE-000002.json"), names());
        assertEquals(List.of(), told);
    }

    @Test
    void processThatIsGone_isNotWaitedFor() {
        Lease first = take(Holders.gone());
        try (Lease second = take(LeaseHolder.current())) {
            second.requireHeld();
            assertThrows(LeaseLost.class, first::requireHeld);
        }
        assertEquals(List.of(), told);
    }

    @Test
    void holderThatLives_isLeftAlone() throws IOException {
        try (Lease first = take(Holders.elsewhere())) {
            clock.everyBeat(first::beat);
            BadInput refused = assertThrows(BadInput.class, () -> take(LeaseHolder.current()));
            assertTrue(
                    refused.getMessage().contains("is being written by process 4711 on node7"),
                    refused.getMessage());
            assertTrue(told.get(0).contains("to see whether it lives"), told.toString());
            first.requireHeld();
        }
        assertEquals(List.of("LEASE-000001.beat", "LEASE-000001.json"), names());
    }

    /** Our own process number, so that only the beat can tell. */
    @Test
    void holderThatIsSilent_isWaitedForThreeBeats() throws IOException {
        claim(1, LeaseHolder.current());
        try (Lease second = take(LeaseHolder.current())) {
            second.requireHeld();
        }
        // And the pause after a claim, a 50th of a beat, in which another one would show.
        assertEquals(BEAT.multipliedBy(3).plus(BEAT.dividedBy(50)), clock.now());
        assertEquals(1, told.size());
    }

    /** The one test that waits for a heart of its own accord, for as long as that takes. */
    @Test
    void heart_givesSignsOfLife() throws Exception {
        Duration beat = Duration.ofMillis(5);
        try (Lease lease =
                Lease.take(storage(), Holders.elsewhere(), beat, LeaseClock.SYSTEM, told::add)) {
            Path file = folder.resolve("LEASE-000001.beat");
            for (String text = ""; !text.matches("[1-9]\\d*"); text = Files.readString(file)) {
                LeaseClock.SYSTEM.sleep(beat);
            }
            lease.requireHeld();
        }
    }

    @Test
    void tornClaim_isWaitedForAndPassedOver() throws IOException {
        Files.writeString(folder.resolve("LEASE-000007.json"), "{ \"vers");
        take(LeaseHolder.current()).close();
        assertEquals(List.of("LEASE-000008.beat", "LEASE-000008.json"), names());
        assertTrue(told.get(0).contains("another process"), told.toString());
    }

    /** A number that is used again belongs to a process that started at another time. */
    @Test
    void processOfTheSameNumber_isAnotherOneIfItStartedLater() {
        LeaseHolder me = LeaseHolder.current();
        assertFalse(me.isGone());
        assertTrue(new LeaseHolder("a", me.machine(), me.pid(), "2020-01-01T00:00:00Z").isGone());
        assertFalse(new LeaseHolder("a", "other", me.pid(), "2020-01-01T00:00:00Z").isGone());
        assertFalse(new LeaseHolder("a", me.machine(), me.pid(), "").isGone());
    }

    /** A holder that slept, and wakes after others have come and gone. */
    @Test
    void zombie_writesNothing_norGivesSignsOfLife() throws IOException {
        Lease zombie = take(Holders.gone());
        clock.everyBeat(zombie::beat);
        Checkpoints checkpoints = checkpoints(zombie);
        MetricsLog metrics = new MetricsLog(storage().under(zombie));
        metrics.add(Json.object().put("round", 1));
        take(Holders.gone()).close();
        take(Holders.gone()).close();
        List<String> before = names();
        LeaseLost lost =
                assertThrows(
                        LeaseLost.class,
                        () ->
                                checkpoints.write(
                                        1, Map.of("weights.bin", out -> out.write(1)), List.of()));
        assertTrue(
                lost.getMessage().contains("on " + LeaseHolder.current().host() + " since 20")
                        && lost.getMessage().contains("has taken over the run"),
                lost.getMessage());
        assertThrows(LeaseLost.class, metrics::flush);
        clock.sleep(BEAT.multipliedBy(3));
        zombie.close();
        assertEquals(before, names());
        assertEquals("released", Files.readString(folder.resolve("LEASE-000003.beat")));
    }

    @Test
    void signOfLifeThatWasUnderWay_goesWithTheZombie() throws IOException {
        Lease zombie = take(Holders.gone());
        take(Holders.gone()).close();
        List<String> before = names();
        new LeaseFiles(storage()).writeBeat(1, 7);
        assertThrows(LeaseLost.class, zombie::requireHeld);
        zombie.close();
        assertEquals(before, names());
    }

    /** A file system may throw anything; here it does so four times, then no more. */
    @Test
    void heart_beatsOn_whateverAFileSystemThrows() throws Exception {
        Duration beat = Duration.ofMillis(20);
        Configuration conf = new Configuration(false);
        conf.set("fs.wild.impl", WildFileSystem.class.getName());
        conf.setBoolean("fs.wild.impl.disable.cache", true);
        Storage storage = Storage.of("wild://" + folder, conf);
        try (Lease lease =
                Lease.take(storage, LeaseHolder.current(), beat, LeaseClock.SYSTEM, told::add)) {
            awaitBeat(1);
            WildFileSystem.THROWS.set(4);
            awaitBeat(5);
            lease.requireHeld();
        }
        assertEquals(0, WildFileSystem.THROWS.get());
        assertEquals(1, told.size(), told + ": said once for failures in a row");
        assertTrue(
                told.get(0)
                        .contains("a sign of life failed (java.lang.IllegalStateException: wild)"),
                told.get(0));
    }

    private void awaitBeat(int least) throws Exception {
        Path beat = folder.resolve("LEASE-000001.beat");
        while (true) {
            String text = Files.readString(beat);
            if (!text.isEmpty() && Integer.parseInt(text) >= least) return;
            LeaseClock.SYSTEM.sleep(Duration.ofMillis(5));
        }
    }

    /** Local files; some creations of a beat end in an exception that nobody declares. */
    public static final class WildFileSystem extends RawLocalFileSystem {
        private static final AtomicInteger THROWS = new AtomicInteger();

        @Override
        public URI getUri() {
            return URI.create("wild:///");
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                boolean overwrite,
                int buffer,
                short replication,
                long block,
                Progressable progress)
                throws IOException {
            boolean due = THROWS.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (due) throw new IllegalStateException("wild");
            return super.create(file, overwrite, buffer, replication, block, progress);
        }
    }

    @Test
    void removedDirectory_endsTheLease() throws IOException {
        Lease lease = take(Holders.elsewhere());
        for (String name : names()) Files.delete(folder.resolve(name));
        LeaseLost lost = assertThrows(LeaseLost.class, lease::requireHeld);
        assertTrue(lost.getMessage().contains("was removed or changed"), lost.getMessage());
        lease.close();
        assertEquals(List.of(), names());
    }

    /** With and without a file system that holds two creates of one name apart. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoAtOnce_oneWins(boolean lax) throws Exception {
        Duration beat = Duration.ofMillis(100);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 10; i++) {
            Path directory = folder.resolve("run" + i);
            CyclicBarrier barrier = new CyclicBarrier(2);
            List<Future<Lease>> both = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                both.add(
                        threads.submit(
                                () -> {
                                    Storage storage =
                                            lax
                                                    ? Storage.of(
                                                            "faulty://" + directory,
                                                            FaultyFileSystem.lax())
                                                    : Storage.of(
                                                            directory.toString(),
                                                            new Configuration());
                                    barrier.await();
                                    return Lease.take(
                                            storage,
                                            LeaseHolder.current(),
                                            beat,
                                            LeaseClock.SYSTEM,
                                            told::add);
                                }));
            }
            // Both, before the winner lets go.
            List<Lease> taken = new ArrayList<>();
            for (Future<Lease> each : both) taken(each).ifPresent(taken::add);
            assertEquals(1, taken.stream().filter(LeaseTest::isHeld).count(), "attempt " + i);
            taken.forEach(Lease::close);
        }
        threads.shutdown();
    }

    private static Optional<Lease> taken(Future<Lease> take) throws Exception {
        try {
            return Optional.of(take.get());
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof BadInput, e.toString());
            return Optional.empty();
        }
    }

    /** A create that came late by more than the pause is found out by the fence. */
    private static boolean isHeld(Lease lease) {
        try {
            lease.requireHeld();
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private Lease take(LeaseHolder holder) {
        return Lease.take(storage(), holder, BEAT, clock, told::add);
    }

    private void claim(int number, LeaseHolder holder) throws IOException {
        LeaseClaim claim =
                new LeaseClaim(
                        LeaseClaim.VERSION, number, holder, "token", "2026", BEAT.toMillis());
        Files.write(folder.resolve(LeaseFiles.claim(number)), claim.json());
    }

    private Checkpoints checkpoints(Fence fence) {
        return new Checkpoints(storage().under(fence), "abc", 2);
    }

    private Storage storage() {
        return Storage.of(folder.toString(), new Configuration());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
