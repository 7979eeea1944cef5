package org.sparkqsnn.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.fetch.FileServer.Habit;
import org.sparkqsnn.data.idx.IdxFiles;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/** Downloads from a server on this machine, with each way in which a mirror fails. */
class FetchTest {
    private static final HttpDownload QUICK = new HttpDownload(3000, 3000);
    private static final byte[] RAW = noise(400_000);

    @TempDir Path temp;
    private FileServer server;
    private byte[] gzip;

    @BeforeEach
    void serve() throws IOException {
        server = new FileServer();
        gzip = IdxFiles.gzip(RAW);
        server.put("a.gz", gzip);
        server.put("b.gz", IdxFiles.gzip(noise(10)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private RemoteFile file(String name, int length) {
        return RemoteFile.of(name, gzip.length, length, Sha256.of(noise(length)));
    }

    private Path cached(String name) {
        return temp.resolve("set").resolve(name);
    }

    private void fetchA(Habit... habits) {
        List<URI> mirrors = Stream.of(habits).map(server::mirror).toList();
        Recipe recipe = new Recipe("set", List.of(file("a", RAW.length)), mirrors, List.of());
        assertEquals(temp.resolve("set"), new Fetch(recipe, temp, QUICK).run());
    }

    private void assertFetched(String... requests) throws IOException {
        assertArrayEquals(gzip, Files.readAllBytes(cached("a.gz")));
        assertFalse(Files.exists(cached("a.gz.part")));
        assertEquals(List.of(requests), server.log);
    }

    private void assertRefused(String fault, Habit habit) {
        String message = assertThrows(BadInput.class, () -> fetchA(habit)).getMessage();
        String from = server.mirror(habit) + "a.gz";
        assertEquals(
                "cannot fetch set: " + from + ": " + fault + "; give its folder with --source",
                message);
    }

    private void leavePart(byte[] bytes) throws IOException {
        Files.createDirectories(temp.resolve("set"));
        Files.write(cached("a.gz.part"), bytes);
    }

    @Test
    void goodMirror_isAskedOnceAndThenTheCache() throws IOException {
        fetchA(Habit.GOOD, Habit.WRONG_BYTES);
        fetchA(Habit.GOOD);
        assertFetched("GOOD/a.gz");
    }

    @Test
    void damagedCache_isFetchedAgain() throws IOException {
        fetchA(Habit.GOOD);
        Files.write(cached("a.gz"), Arrays.copyOf(gzip, 1000));
        fetchA(Habit.GOOD);
        assertFetched("GOOD/a.gz", "GOOD/a.gz");
    }

    @Test
    void partOfAnEarlierTry_isResumed() throws IOException {
        leavePart(Arrays.copyOf(gzip, 1000));
        fetchA(Habit.GOOD);
        assertFetched("GOOD/a.gz bytes=1000-");
    }

    @Test
    void completePart_isTaken() throws IOException {
        leavePart(gzip);
        fetchA(Habit.GOOD);
        assertFetched("GOOD/a.gz bytes=" + gzip.length + "-");
    }

    @Test
    void serverWithoutRanges_startsOver() throws IOException {
        leavePart(Arrays.copyOf(gzip, 1000));
        fetchA(Habit.NO_RANGES);
        assertFetched("NO_RANGES/a.gz bytes=1000-");
    }

    @Test
    void resumedWrongPart_startsOverAtTheSameMirror() throws IOException {
        leavePart(new byte[1000]);
        fetchA(Habit.GOOD);
        assertFetched("GOOD/a.gz bytes=1000-", "GOOD/a.gz");
    }

    @Test
    void truncated_isResumedAtTheNextMirror() throws IOException {
        fetchA(Habit.CUTS_AT_HALF, Habit.GOOD);
        String rest = " bytes=" + gzip.length / 2 + "-";
        assertFetched("CUTS_AT_HALF/a.gz", "CUTS_AT_HALF/a.gz" + rest, "GOOD/a.gz" + rest);
    }

    @Test
    void notFoundStalledAndWrong_areSkipped() throws IOException {
        fetchA(Habit.NOT_FOUND, Habit.STALLS, Habit.WRONG_BYTES, Habit.REDIRECTS);
        assertFetched(
                "NOT_FOUND/a.gz", "STALLS/a.gz", "WRONG_BYTES/a.gz", "REDIRECTS/a.gz", "GOOD/a.gz");
    }

    @Test
    void eachFault_isNamed() {
        assertRefused("HTTP 404", Habit.NOT_FOUND);
        assertRefused("Read timed out", Habit.STALLS);
        String zeros = Sha256.of(new byte[gzip.length / 2]);
        String both = "is " + zeros + ", expected " + Sha256.of(RAW);
        assertRefused(
                "wrong checksum: sha256 of the decompressed bytes " + both, Habit.WRONG_BYTES);
        assertFalse(Files.exists(cached("a.gz.part")), "wrong bytes are not kept");
    }

    @Test
    void truncatedEverywhere_isNamed() {
        String message =
                assertThrows(BadInput.class, () -> fetchA(Habit.CUTS_AT_HALF)).getMessage();
        assertTrue(
                message.contains("Premature EOF") || message.contains("truncated after"), message);
        assertTrue(Files.exists(cached("a.gz.part")), "what came is kept for the next run");
    }

    @Test
    void gzipChecksum_isOfTheFileItself() throws IOException {
        RemoteFile byGzip =
                new RemoteFile(
                        "a",
                        gzip.length,
                        new Checksum(Checksum.Of.GZIP, gzip.length, Sha256.of(gzip)));
        Recipe recipe =
                new Recipe("set", List.of(byGzip), List.of(server.mirror(Habit.GOOD)), List.of());
        new Fetch(recipe, temp, QUICK).run();
        assertFetched("GOOD/a.gz");
    }

    @Test
    void endlessFile_isRefused() {
        RemoteFile small = RemoteFile.of("a", 1000, RAW.length, Sha256.of(RAW));
        Recipe recipe =
                new Recipe("set", List.of(small), List.of(server.mirror(Habit.GOOD)), List.of());
        String message =
                assertThrows(BadInput.class, () -> new Fetch(recipe, temp, QUICK).run())
                        .getMessage();
        assertTrue(message.contains("a.gz: far more bytes than expected; "), message);
        assertFalse(Files.exists(cached("a.gz.part")));
    }

    /** 20 kB that hold 20 MB: no more is decompressed than the right file has. */
    @Test
    void bomb_isRefusedBeforeItIsDecompressed() throws IOException {
        byte[] bomb = IdxFiles.gzip(new byte[20_000_000]);
        server.put("a.gz", bomb);
        assertRefused("damaged: it holds more than 400000 bytes", Habit.GOOD);
        assertFalse(Files.exists(cached("a.gz.part")));
    }

    /** Documentation's own network, RFC 5737: whoever asked it would wait for an answer. */
    @Test
    void plainHttp_isAskedOnThisMachineOnly() throws IOException {
        URI far = URI.create("http://192.0.2.1/");
        Recipe recipe = new Recipe("set", List.of(file("a", RAW.length)), List.of(far), List.of());
        BadInput refused = assertThrows(BadInput.class, () -> new Fetch(recipe, temp, QUICK).run());
        String message = refused.getMessage();
        assertTrue(message.contains("http://192.0.2.1/a.gz is not asked, it is no"), message);
        assertRefused("http://192.0.2.1/a.gz is not asked, it is no https", Habit.LEADS_AWAY);
    }

    @Test
    void redirectFromHttpsToHttp_isRefused() {
        URI from = URI.create("https://127.0.0.1/a");
        URI to = URI.create("http://127.0.0.1/a");
        IOException refused =
                assertThrows(IOException.class, () -> HttpDownload.requirePrivate(to, from));
        assertEquals("redirected from https to http://127.0.0.1/a", refused.getMessage());
    }

    @Test
    void mirrorsOfKnownSets_areHttps() {
        for (KnownSet set : KnownSet.values()) {
            for (URI mirror : set.recipe().mirrors()) assertEquals("https", mirror.getScheme());
        }
    }

    /** Port 1 refuses at once; the second file must not ask dead mirrors again. */
    @Test
    void noMirror_goesToPackagesAtOnce() throws IOException {
        Path installed = Files.createDirectory(temp.resolve("installed"));
        Files.write(installed.resolve("a"), RAW);
        Files.write(installed.resolve("b.gz"), IdxFiles.gzip(noise(10)));
        List<PackageSource> packages =
                List.of(
                        new PackageSource.Installed(temp.resolve("absent")),
                        new PackageSource.Installed(installed));
        List<URI> dead = List.of(URI.create("http://127.0.0.1:1/"), server.mirror(Habit.NOT_FOUND));
        Recipe recipe =
                new Recipe("set", List.of(file("a", RAW.length), file("b", 10)), dead, packages);
        Path folder = new Fetch(recipe, temp, QUICK).run();
        assertArrayEquals(RAW, Files.readAllBytes(folder.resolve("a")));
        assertTrue(Files.exists(folder.resolve("b.gz")));
        assertEquals(List.of("NOT_FOUND/a.gz"), server.log);
    }

    @Test
    void everySource_appearsInTheOneLineWhenAllFail() throws IOException {
        Path wrong = Files.createDirectory(temp.resolve("wrong"));
        Files.write(wrong.resolve("a"), new byte[3]);
        List<PackageSource> packages =
                List.of(
                        new PackageSource.Installed(temp.resolve("absent")),
                        new PackageSource.Installed(wrong),
                        new PackageSource.Npm("no such spec@@", "x"),
                        new PackageSource.Debian("no_such_package", "x"));
        List<URI> dead = List.of(server.mirror(Habit.NOT_FOUND), server.mirror(Habit.STALLS));
        Recipe recipe = new Recipe("set", List.of(file("a", RAW.length)), dead, packages);
        String message =
                assertThrows(BadInput.class, () -> new Fetch(recipe, temp, QUICK).run())
                        .getMessage();
        String[] parts = {
            "cannot fetch set: " + server.mirror(Habit.NOT_FOUND) + "a.gz: HTTP 404; ",
            server.mirror(Habit.STALLS) + "a.gz: Read timed out; ",
            temp.resolve("absent") + ": not installed; ",
            wrong
                    + ": a has the wrong checksum: sha256 of the decompressed bytes is "
                    + Sha256.of(new byte[3]),
            "; npm pack no such spec@@: npm ",
            "; apt-get download no_such_package: apt-get ",
            "; give its folder with --source"
        };
        int at = 0;
        for (String part : parts) {
            assertTrue(
                    message.indexOf(part, at) >= at,
                    "no <" + part + "> in its place in: " + message);
            at = message.indexOf(part, at) + part.length();
        }
        assertFalse(message.contains("\n"));
        try (Stream<Path> left = Files.list(temp.resolve("set"))) {
            boolean scratch =
                    left.anyMatch(path -> path.getFileName().toString().startsWith("_package-"));
            assertFalse(scratch, "scratch folders are removed");
        }
    }

    @Test
    void command_saysWhatFailed() {
        String absent =
                assertThrows(IOException.class, () -> Command.run(temp, "no-such-program"))
                        .getMessage();
        assertEquals("no-such-program is not installed", absent);
        String failed =
                assertThrows(
                                IOException.class,
                                () ->
                                        Command.run(
                                                temp, "sh", "-c", "echo one; echo two >&2; exit 3"))
                        .getMessage();
        assertEquals("sh exited with 3: two", failed);
        String silent =
                assertThrows(IOException.class, () -> Command.run(temp, "false")).getMessage();
        assertEquals("false exited with 1: it printed nothing", silent);
    }

    @Test
    void unwritableCache_isNamed() throws IOException {
        Path file = Files.write(temp.resolve("file"), new byte[1]);
        Recipe recipe = new Recipe("set", List.of(), List.of(), List.of());
        String message =
                assertThrows(BadInput.class, () -> new Fetch(recipe, file, QUICK).run())
                        .getMessage();
        assertTrue(message.startsWith("cannot write " + file.resolve("set") + ": "), message);
        assertTrue(message.endsWith("; give another --cache"), message);
    }

    @Test
    void verify_namesTheFileThatIsAnother() throws IOException {
        IdxFiles.writeFolder(temp);
        String message =
                assertThrows(BadInput.class, () -> Fetch.verify(temp, KnownSet.MNIST)).getMessage();
        String start =
                temp.resolve("train-images-idx3-ubyte")
                        + ": not the file of mnist (wrong checksum: sha256 of the";
        assertTrue(message.startsWith(start), message);
        assertTrue(message.endsWith("); fetch it again, or give the folder as --dataset"), message);
    }
}
