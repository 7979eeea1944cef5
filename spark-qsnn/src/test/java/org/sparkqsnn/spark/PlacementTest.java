package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.TaskLocation;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.spark.Placement.Place;

class PlacementTest {
    private static final Place A1 = new Place("a", "1");
    private static final Place A2 = new Place("a", "2");
    private static final Place B3 = new Place("b", "3");

    @Test
    void withoutHosts_neighboursStayTogether() {
        assertEquals(List.of(A1, A1, A2, A2, B3, B3), assign(Collections.nCopies(6, Map.of())));
        assertEquals(List.of(A1, A2), assign(Collections.nCopies(2, Map.of())));
        assertEquals(List.of(A1, A1, A2, B3), assign(Collections.nCopies(4, Map.of())));
    }

    @Test
    void tasksGoWhereTheirBlocksAre_whileThereIsRoom() {
        Map<String, Integer> onB = Map.of("b", 3, "a", 1);
        Map<String, Integer> onA = Map.of("a", 2, "elsewhere", 9);
        assertEquals(List.of(B3, A2, A1), assign(List.of(onB, onA, onA)));
        assertEquals(List.of(B3, A2, A1), assign(List.of(onB, onB, onB)));
    }

    @Test
    void noExecutorGetsMoreThanItsShare() {
        for (int tasks = 1; tasks < 40; tasks++) {
            Map<Place, Long> given =
                    assign(Collections.nCopies(tasks, Map.of("b", 1))).stream()
                            .collect(Collectors.groupingBy(p -> p, Collectors.counting()));
            int share = (tasks + 2) / 3;
            given.values().forEach(n -> assertTrue(n <= share));
        }
    }

    @Test
    void aName_isWhatSparksSchedulerReads() {
        TaskLocation read = TaskLocation.apply(B3.name());
        assertEquals("b", read.host());
        assertEquals("ExecutorCacheTaskLocation", read.getClass().getSimpleName());
    }

    private static List<Place> assign(List<Map<String, Integer>> blocks) {
        return Placement.assign(blocks, List.of(A1, A2, B3));
    }
}
