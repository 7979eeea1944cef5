package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * {@code metrics.jsonl}: one JSON object per line, one line per round and one per evaluation.
 *
 * <p>Lines are held in memory and the file is replaced, old bytes and new, whenever a checkpoint is
 * written: object stores cannot append, and lines after the last checkpoint would be written again
 * after a crash anyway. A checkpoint holds the length of the file at its time; {@link #resume}
 * drops what comes after, so that the file has one line per round however often the run was cut
 * off.
 */
public final class MetricsLog {
    private static final String FILE = "metrics.jsonl";
    private final Storage storage;
    private final List<CompletableFuture<byte[]>> pending = new ArrayList<>();
    private long bytes;

    MetricsLog(Storage storage) {
        this.storage = storage;
    }

    /**
     * Goes on after the first {@code length} bytes; the rest is dropped by the next {@link #flush}.
     *
     * @param warnings receives a line if the file is shorter than that
     */
    public void resume(long length, Consumer<String> warnings) {
        storage.recover(FILE);
        bytes = Math.min(length, length());
        if (bytes < length) {
            warnings.accept(
                    storage.nameOf(FILE)
                            + " has "
                            + bytes
                            + " bytes, expected "
                            + length
                            + ": lines of earlier rounds are missing");
        }
    }

    public void add(ObjectNode line) {
        add(CompletableFuture.completedFuture(line));
    }

    /** A line that another thread is still at; {@link #flush} waits for it. */
    public void add(CompletableFuture<ObjectNode> line) {
        pending.add(line.thenApply(Json::line));
    }

    /**
     * Puts all lines into the file.
     *
     * @return the file's length in bytes
     */
    public long flush() {
        if (!pending.isEmpty()) {
            bytes = storage.replace(FILE, this::writeTo).bytes();
            pending.clear();
        }
        return bytes;
    }

    private void writeTo(OutputStream out) throws IOException {
        if (bytes > 0) {
            try (InputStream old = storage.open(FILE)) {
                copy(old, out);
            }
        }
        for (CompletableFuture<byte[]> line : pending) {
            out.write(line.join());
            out.write('\n');
        }
    }

    private void copy(InputStream old, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = bytes; left > 0; ) {
            int read = old.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) throw new EOFException(FILE + " became shorter");
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private long length() {
        if (!storage.exists(FILE)) return 0;
        try (InputStream in = storage.open(FILE)) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return 0;
        }
    }
}
