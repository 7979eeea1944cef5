package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void parts_addUpToTheJob() {
        Workers.Times times = Workers.Times.of(0.5, 10, new double[] {6, 8}, 2);
        assertEquals(new Workers.Times(0.5, 7, 1, 2), times);
    }

    /** Four tasks of 2 s on two slots are 4 s of work for each. */
    @Test
    void severalTurns_areCounted() {
        Workers.Times times = Workers.Times.of(0, 5, new double[] {2, 2, 2, 2}, 2);
        assertEquals(new Workers.Times(0, 4, 0, 1), times);
    }

    @Test
    void moreTaskTimeThanJob_isNotNegative() {
        Workers.Times times = Workers.Times.of(0, 3, new double[] {4, 4}, 2);
        assertEquals(new Workers.Times(0, 3, 0, 0), times);
    }
}
