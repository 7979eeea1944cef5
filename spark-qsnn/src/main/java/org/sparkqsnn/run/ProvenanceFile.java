package org.sparkqsnn.run;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.storage.ReplacedFile;
import org.sparkqsnn.storage.Storage;

/** {@code provenance.json}: one entry for every start. */
record ProvenanceFile(Storage storage) {

    /** All starts, first to last. */
    List<Provenance> read() {
        String where = storage.nameOf(file().name());
        return file().read()
                .map(json -> Json.read(json, Provenance.Log.class, where).starts())
                .orElse(List.of());
    }

    /** Adds this start. */
    void add(Provenance start) {
        List<Provenance> starts = new ArrayList<>(read());
        starts.add(start);
        storage.requireHeld();
        file().replace(Json.pretty(new Provenance.Log(Provenance.VERSION, starts)));
    }

    private ReplacedFile file() {
        return new ReplacedFile(storage, "provenance.json");
    }
}
