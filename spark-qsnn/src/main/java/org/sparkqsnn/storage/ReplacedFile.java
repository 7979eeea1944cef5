package org.sparkqsnn.storage;

import java.util.Optional;
import org.sparkqsnn.config.Json;

/**
 * A small JSON file that is written anew from time to time, of which one version is whole whenever
 * the writer dies: first {@code NAME.next} is written, then {@code NAME}, then {@code NAME.next}
 * deleted.
 *
 * <p>A whole {@code NAME.next} is the newest version, whatever state {@code NAME} is in; without
 * one {@code NAME} has not been touched, or is finished. One writer at a time.
 */
public record ReplacedFile(Storage storage, String name) {

    /** The newest whole version; empty if there never was one. */
    public Optional<byte[]> read() {
        Optional<byte[]> next = next();
        if (next.isPresent()) return next;
        Optional<byte[]> file = storage.find(name);
        // Torn: perhaps it is being written at this moment, and then the next version is there now.
        return file.filter(Json::isWhole).or(this::next).or(() -> file);
    }

    public void replace(byte[] json) {
        // What a writer before us did not finish: it may be the only whole version.
        next().ifPresent(this::write);
        storage.write(nextName(), out -> out.write(json));
        write(json);
        storage.delete(nextName());
    }

    public String nextName() {
        return name + ".next";
    }

    private Optional<byte[]> next() {
        return storage.find(nextName()).filter(Json::isWhole);
    }

    private void write(byte[] json) {
        storage.write(name, out -> out.write(json));
    }
}
