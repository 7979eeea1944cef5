package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.Storage;
import org.sparkqsnn.storage.StoredFile;

/**
 * {@code metrics.jsonl}: one JSON object per line, one line per round and one per evaluation.
 *
 * <p>Object stores cannot append, so lines go to segments: files of 1 MiB (beyond 4 GiB of lines a
 * 4096th of them) that are written once, {@code metrics/NNNNNN-L.jsonl} by the process with lease
 * L. A checkpoint names the segments before it and holds the lines after them. No more than a
 * segment is in memory, and no line is copied more often than there are checkpoints while its
 * segment grows.
 *
 * <p>{@code metrics.jsonl} itself, for people, is made of all of them: with every checkpoint until
 * it has 1 MiB, some 2,000 rounds, then with one that finds it grown by a quarter, and at the end.
 * A run goes on after the lines that its checkpoint holds, which are as whole as its weights, so
 * that there is one line per round however often it was cut off. What a process wrote after its
 * last checkpoint stays behind as segments that nobody names.
 */
public final class MetricsLog {
    private static final String FILE = "metrics.jsonl";
    private static final String SEGMENT = "metrics/\\d{6,9}-\\d+\\.jsonl";
    private static final int SEGMENT_BYTES = 1 << 20;

    /** Each takes 130 bytes of a manifest, which is written with every checkpoint. */
    private static final int SEGMENTS_OF_ONE_SIZE = 4096;

    /** Lines that other threads are still at, at most. */
    private static final int MOST_PENDING = 64;

    private final Storage storage;
    private final List<StoredFile> segments = new ArrayList<>();
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private final Deque<CompletableFuture<byte[]>> pending = new ArrayDeque<>();

    /** Bytes in segments. */
    private long sealed;

    /** Bytes that this process has put into the file. */
    private long published;

    public MetricsLog(Storage storage) {
        this.storage = storage;
    }

    static boolean isSegment(String file) {
        return file.matches(SEGMENT);
    }

    /** Goes on after the lines of a checkpoint. */
    public void resume(MetricsLines earlier) {
        segments.clear();
        segments.addAll(earlier.segments());
        sealed = segments.stream().mapToLong(StoredFile::bytes).sum();
        tail.reset();
        tail.writeBytes(earlier.tail());
    }

    /** Opens the file, be it whole or not; empty if there is none. */
    public Optional<InputStream> open() {
        try {
            return Optional.of(storage.open(FILE));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw BadInput.cannot("read", name(), e, "see that you may read it");
        }
    }

    /** The lines of a checkpoint, one behind the other. */
    public InputStream open(MetricsLines lines) {
        Iterator<InputStream> parts =
                Stream.concat(
                                lines.segments().stream().map(this::openSegment),
                                Stream.of(new ByteArrayInputStream(lines.tail())))
                        .iterator();
        return new SequenceInputStream(new Parts(parts));
    }

    /** Path of the file as a user writes it. */
    public String name() {
        return storage.nameOf(FILE);
    }

    public void add(ObjectNode line) {
        add(CompletableFuture.completedFuture(line));
    }

    /** A line that another thread is still at; {@link #lines} waits for it. */
    public void add(CompletableFuture<ObjectNode> line) {
        pending.add(line.thenApply(Json::line));
        settle(MOST_PENDING);
    }

    /** All lines, for a checkpoint; puts them into the file if it is time. */
    public MetricsLines lines() {
        settle(0);
        if (bytes() <= SEGMENT_BYTES || bytes() - published >= published / 4) flush();
        return new MetricsLines(segments, tail.toByteArray());
    }

    /** Puts all lines into the file. */
    public void flush() {
        settle(0);
        if (published == bytes()) return;
        storage.requireHeld();
        MetricsLines all = new MetricsLines(segments, tail.toByteArray());
        Storage.Written written =
                storage.write(
                        FILE,
                        out -> {
                            try (InputStream in = open(all)) {
                                in.transferTo(out);
                            } catch (UncheckedIOException e) {
                                throw e.getCause();
                            }
                        });
        published = written.bytes();
    }

    /** Takes up the lines that are there, in their order, and waits until few are missing. */
    private void settle(int missing) {
        while (pending.size() > missing || (!pending.isEmpty() && pending.peek().isDone())) {
            tail.writeBytes(pending.remove().join());
            tail.write('\n');
            if (tail.size() >= Math.max(SEGMENT_BYTES, sealed / SEGMENTS_OF_ONE_SIZE)) seal();
        }
    }

    private void seal() {
        storage.requireHeld();
        String name = String.format("metrics/%06d-%d.jsonl", lastNumber() + 1, storage.lease());
        Storage.Written written = storage.write(name, tail::writeTo);
        segments.add(new StoredFile(name, written.bytes(), written.sha256()));
        sealed += written.bytes();
        tail.reset();
    }

    /** One that is damaged may be missing from the list: its name is not used again. */
    private int lastNumber() {
        if (segments.isEmpty()) return 0;
        String name = segments.get(segments.size() - 1).file();
        return Integer.parseInt(name.substring(name.indexOf('/') + 1, name.indexOf('-')));
    }

    private long bytes() {
        return sealed + tail.size();
    }

    private InputStream openSegment(StoredFile segment) {
        try {
            return storage.open(segment.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An iterator by its old name. */
    private record Parts(Iterator<InputStream> parts) implements Enumeration<InputStream> {
        @Override
        public boolean hasMoreElements() {
            return parts.hasNext();
        }

        @Override
        public InputStream nextElement() {
            return parts.next();
        }
    }
}
