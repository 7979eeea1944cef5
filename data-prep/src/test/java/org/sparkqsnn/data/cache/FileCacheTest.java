package org.sparkqsnn.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

@Timeout(60)
class FileCacheTest {
    private static final Configuration HADOOP = new Configuration();
    private static final int BYTES = 1000;

    @TempDir Path temp;

    @Test
    void aFileIsFetchedOnce() throws IOException {
        FileCache cache = cache(10 * BYTES);
        PromisedFile file = file("a");
        LocalCopy copy = cache.get(file, HADOOP);
        assertArrayEquals(content("a"), read(copy));
        assertSame(copy, cache.get(file, HADOOP));
        cache.fetchSoon(file, HADOOP);
        assertEquals(1, cache.fetched());
        assertEquals(BYTES, cache.held());
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws IOException {
        FileCache cache = cache(3 * BYTES);
        LocalCopy a = cache.get(file("a"), HADOOP);
        LocalCopy b = cache.get(file("b"), HADOOP);
        LocalCopy c = cache.get(file("c"), HADOOP);
        cache.use(a);
        LocalCopy d = cache.get(file("d"), HADOOP);
        assertEquals(3 * BYTES, cache.held());
        assertFalse(b.read(0, 1, new byte[1], 0), "b was used longest ago");
        for (LocalCopy there : List.of(a, c, d)) assertTrue(there.read(0, 1, new byte[1], 0));
        assertEquals(3, files());
        assertArrayEquals(content("b"), read(cache.get(file("b"), HADOOP)));
        assertEquals(5, cache.fetched());
    }

    @Test
    void oneFileIsHeldWhateverItsLength() throws IOException {
        FileCache cache = cache(1);
        assertArrayEquals(content("a"), read(cache.get(file("a"), HADOOP)));
        assertArrayEquals(content("b"), read(cache.get(file("b"), HADOOP)));
        assertEquals(1, files());
    }

    @Test
    void aheadOfItsUse() throws Exception {
        FileCache cache = cache(10 * BYTES);
        cache.fetchSoon(file("a"), HADOOP);
        while (cache.fetched() == 0) Thread.sleep(1);
        Files.delete(source("a"));
        assertArrayEquals(content("a"), read(cache.get(promised("a"), HADOOP)));
    }

    /** What failed ahead of its use has been mended until then. */
    @Test
    void aFailureAheadOfItsUseIsNone() throws Exception {
        FileCache cache = cache(10 * BYTES);
        cache.fetchSoon(promised("a"), HADOOP);
        cache.fetchSoon(file("b"), HADOOP);
        while (cache.fetched() == 0) Thread.sleep(1); // one after the other
        assertArrayEquals(content("a"), read(cache.get(file("a"), HADOOP)));
    }

    @Test
    void manyThreads_everyByteRight_thoughFilesComeAndGo() throws Exception {
        FileCache cache = cache(3 * BYTES);
        List<PromisedFile> files = new ArrayList<>();
        for (char name = 'a'; name <= 'h'; name++) files.add(file("" + name));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            SplittableRandom random = new SplittableRandom(t);
            work.add(
                    () -> {
                        for (int i = 0; i < 500; i++) {
                            int n = random.nextInt(files.size());
                            byte[] expected = content("" + (char) ('a' + n));
                            cache.fetchSoon(files.get(random.nextInt(files.size())), HADOOP);
                            byte[] read = new byte[BYTES];
                            while (!cache.get(files.get(n), HADOOP).read(0, BYTES, read, 0)) {}
                            assertArrayEquals(expected, read);
                        }
                        return 0;
                    });
        }
        for (Future<Integer> done : threads.invokeAll(work)) assertEquals(0, done.get());
        threads.shutdown();
    }

    @Test
    void aThreadThatIsInterruptedSpoilsNoOther() throws Exception {
        FileCache cache = cache(10 * BYTES);
        LocalCopy copy = cache.get(file("a"), HADOOP);
        assertArrayEquals(content("a"), read(copy));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> read(copy));
        assertTrue(Thread.interrupted());
        assertArrayEquals(content("a"), read(copy));
        Thread.currentThread().interrupt();
        PromisedFile other = file("b");
        assertThrows(CancellationException.class, () -> cache.get(other, HADOOP));
        assertTrue(Thread.interrupted());
        assertArrayEquals(content("b"), read(cache.get(other, HADOOP)));
    }

    @Test
    void refusals_nameTheFile() throws IOException {
        FileCache cache = cache(10 * BYTES);
        refused(cache, promised("a"), ": missing, the manifest lists it; run prepare again");
        file("a");
        write("a", new byte[BYTES - 1]);
        refused(cache, promised("a"), ": truncated, it has 999 of 1000 bytes; run prepare again");
        write("a", new byte[BYTES + 7]);
        refused(
                cache,
                promised("a"),
                ": longer than the 1000 bytes of the manifest; run prepare again");
        write("a", content("b"));
        refused(
                cache,
                promised("a"),
                ": damaged, sha256 is "
                        + Sha256.of(content("b"))
                        + ", the manifest says "
                        + Sha256.of(content("a"))
                        + "; run prepare again");
        assertEquals(0, cache.held());
        assertEquals(0, files());
        write("a", content("a"));
        assertArrayEquals(content("a"), read(cache.get(promised("a"), HADOOP)));
    }

    @Test
    void aDiskThatTakesNothing_isPassedOver_orNamed() throws IOException {
        Path full = Files.writeString(temp.resolve("full"), "no directory");
        FileCache second = new FileCache(List.of(full, temp.resolve("disk")), 10 * BYTES);
        for (String name : List.of("a", "b", "c", "d"))
            assertArrayEquals(content(name), read(second.get(file(name), HADOOP)));
        FileCache none = new FileCache(List.of(full), 10 * BYTES);
        String message =
                assertThrows(BadInput.class, () -> none.get(file("a"), HADOOP)).getMessage();
        assertTrue(message.contains("cannot write to " + full), message);
        assertTrue(message.endsWith("free space there, or name other disks in spark.local.dir"));
        assertEquals(0, none.held());
    }

    /** On Linux's device that is always full; the second time the disk has room again. */
    @Test
    void aDiskThatHasBecomeFull_givesUpWhatItHolds() throws IOException {
        FileCache cache = cache(10 * BYTES);
        LocalCopy a = cache.get(file("a"), HADOOP);
        Path target = temp.resolve("disk").resolve(promised("b").sha256() + ".part");
        Files.createSymbolicLink(target, Path.of("/dev/full"));
        assertArrayEquals(content("b"), read(cache.get(file("b"), HADOOP)));
        assertFalse(a.read(0, 1, new byte[1], 0), "it was dropped to make room");
        assertEquals(BYTES, cache.held());
    }

    @Test
    void aCopyThatWentBad_isFetchedAnew() throws IOException {
        FileCache cache = cache(10 * BYTES);
        LocalCopy copy = cache.get(file("a"), HADOOP);
        try (FileChannel open =
                FileChannel.open(
                        temp.resolve("disk").resolve(promised("a").sha256()),
                        StandardOpenOption.WRITE)) {
            open.truncate(10);
        }
        assertThrows(EOFException.class, () -> read(copy));
        cache.drop(promised("a"));
        assertArrayEquals(content("a"), read(cache.get(promised("a"), HADOOP)));
    }

    private FileCache cache(long limit) {
        return new FileCache(List.of(temp.resolve("disk")), limit);
    }

    private static byte[] content(String name) {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private Path source(String name) {
        return temp.resolve("source-" + name);
    }

    private PromisedFile promised(String name) {
        return new PromisedFile(source(name).toUri().toString(), BYTES, Sha256.of(content(name)));
    }

    /** Writes the file, too. */
    private PromisedFile file(String name) throws IOException {
        write(name, content(name));
        return promised(name);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(source(name), bytes);
    }

    private static byte[] read(LocalCopy copy) throws IOException {
        byte[] bytes = new byte[BYTES];
        assertTrue(copy.read(0, BYTES, bytes, 0));
        return bytes;
    }

    private void refused(FileCache cache, PromisedFile file, String message) {
        BadInput refusal = assertThrows(BadInput.class, () -> cache.get(file, HADOOP));
        assertEquals(file.uri() + message, refusal.getMessage());
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("disk"))) {
            return files.count();
        }
    }
}
