package org.sparkqsnn.spark;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that go on in this driver: several, where fits run beside each other. Every task takes
 * the list along, so that an executor frees what only ended runs need.
 */
final class OpenRuns {
    private static final Set<String> RUNS = ConcurrentHashMap.newKeySet();

    private OpenRuns() {}

    static void add(String run) {
        RUNS.add(run);
    }

    static void remove(String run) {
        RUNS.remove(run);
    }

    static List<String> list() {
        return List.copyOf(RUNS);
    }
}
