package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sparkqsnn.data.schema.BadInput;

/**
 * {@code metrics.jsonl}: one JSON object per line, one line per round and one per evaluation.
 *
 * <p>All lines are in memory, 500 bytes each, and the file is written whole whenever a checkpoint
 * is: object stores cannot append. The file is for people. A run goes on after the lines that its
 * checkpoint holds, which are as whole as its weights, so that there is one line per round however
 * often it was cut off.
 */
public final class MetricsLog {
    private static final String FILE = "metrics.jsonl";
    private final Storage storage;
    private final Fence fence;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<CompletableFuture<byte[]>> pending = new ArrayList<>();

    MetricsLog(Storage storage, Fence fence) {
        this.storage = storage;
        this.fence = fence;
    }

    /** Goes on after the lines of a checkpoint. */
    public void resume(byte[] earlier) {
        lines.reset();
        lines.writeBytes(earlier);
    }

    /** What is in the file, be it whole or not; empty if there is none. */
    public Optional<byte[]> read() {
        if (!storage.exists(FILE)) return Optional.empty();
        try (InputStream in = storage.open(FILE)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw BadInput.cannot("read", name(), e, "see that you may read it");
        }
    }

    /** Path of the file as a user writes it. */
    public String name() {
        return storage.nameOf(FILE);
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
     * @return all lines
     */
    public byte[] flush() {
        for (CompletableFuture<byte[]> line : pending) {
            lines.writeBytes(line.join());
            lines.write('\n');
        }
        pending.clear();
        fence.requireHeld();
        storage.write(FILE, lines::writeTo);
        return lines.toByteArray();
    }
}
