package org.sparkqsnn.data.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;

class BlockPlanTest {
    private static Counts counts(int train, int trainClasses, int test, int testClasses) {
        Counts counts = new Counts();
        add(counts, Part.TRAIN, train, trainClasses);
        add(counts, Part.TEST, test, testClasses);
        return counts;
    }

    private static void add(Counts counts, Part part, int rows, int classes) {
        ContentKey key = new ContentKey();
        for (int i = 0; i < rows; i++) {
            byte[] row = {(byte) part.ordinal(), (byte) (i % classes), (byte) (i >> 8), (byte) i};
            counts.add(row, key.read(row, Part.RECORD));
        }
    }

    private static BlockPlan plan(Counts counts, List<String> names, int recordsPerBlock) {
        return BlockPlan.of(counts, "table x", 1, 2, names, recordsPerBlock);
    }

    private static void refused(String expected, Counts counts, int recordsPerBlock) {
        String message =
                assertThrows(BadInput.class, () -> plan(counts, List.of(), recordsPerBlock))
                        .getMessage();
        assertEquals(expected, message);
    }

    @Test
    void blocks_areNumberedThroughBothParts() {
        BlockPlan plan = plan(counts(25, 4, 12, 3), List.of(), 10);
        assertEquals(5, plan.blocks());
        assertEquals(4, plan.classes());
        assertEquals(Part.TRAIN, plan.part(2));
        assertEquals(Part.TEST, plan.part(3));
        assertEquals(1, plan.inPart(4));
        assertEquals(5, plan.train().records(2));
        assertEquals(12, plan.test().content().records());
    }

    @Test
    void id_isThatOfTheContent() {
        String id = plan(counts(25, 4, 12, 3), List.of(), 10).id();
        assertEquals(id, plan(counts(25, 4, 12, 3), List.of(), 10).id());
        assertNotEquals(id, plan(counts(25, 4, 12, 3), List.of(), 9).id());
        assertNotEquals(id, plan(counts(25, 4, 11, 3), List.of(), 10).id());
        assertNotEquals(id, plan(counts(25, 4, 12, 3), List.of("a", "b", "c", "d"), 10).id());
        assertNotEquals(
                plan(counts(9, 2, 9, 2), List.of("a", "b, 1:c"), 10).id(),
                plan(counts(9, 2, 9, 2), List.of("a, 1:b", "c"), 10).id());
    }

    @Test
    void rows_thatAreNoDatasetAreRefused() {
        refused(
                "table x: no row is in the training set; a dataset needs both",
                counts(0, 1, 3, 1),
                2);
        refused("table x: no row is in the test set; a dataset needs both", counts(3, 1, 0, 1), 2);
        refused(
                "table x: the test set has label 4, the training set only up to 2; correct the"
                        + " labels, or the split",
                counts(9, 3, 9, 5),
                2);
        Counts many = counts(1, 1, 60_000, 1);
        refused(
                "table x: 60001 blocks of 1 records, at most 50000 are written; give a larger"
                        + " --block-size",
                many,
                1);
    }
}
