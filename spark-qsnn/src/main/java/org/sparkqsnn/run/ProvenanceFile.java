package org.sparkqsnn.run;

import java.util.ArrayList;
import java.util.List;

/** {@code provenance.json}: one entry for every start. */
record ProvenanceFile(Storage storage, Fence fence) {

    /** Adds this start. */
    void add(Provenance start) {
        ReplacedFile file = new ReplacedFile(storage, "provenance.json");
        String where = storage.nameOf(file.name());
        List<Provenance> starts = new ArrayList<>();
        file.read()
                .ifPresent(
                        old -> starts.addAll(Json.read(old, Provenance.Log.class, where).starts()));
        starts.add(start);
        fence.requireHeld();
        file.replace(Json.pretty(new Provenance.Log(Provenance.VERSION, starts)));
    }
}
