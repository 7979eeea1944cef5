package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Score;

class CheckpointTest {

    @Test
    void scoreWithNothingRight_isAScore_andNegativeCountsAreNone() {
        assertEquals(1, file(0, 0).scores().size());
        assertEquals(1, file(120, 120).scores().size());
        assertThrows(BadInput.class, () -> file(-1, 0));
        assertThrows(BadInput.class, () -> file(0, -1));
        assertThrows(BadInput.class, () -> file(121, 0));
        assertThrows(BadInput.class, () -> file(0, 121));
    }

    private static Checkpoint.StateFile file(long correct, long ties) {
        Score score = new Score("test", 4, 1, 120, correct, ties, 1.5, List.of(), List.of(), true);
        return new Checkpoint.StateFile(1, 4, 0, "", List.of(score), List.of());
    }
}
