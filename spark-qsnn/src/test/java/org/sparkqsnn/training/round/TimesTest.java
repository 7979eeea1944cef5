package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    /** Slots are busy for 1 + 6 and 1 + 8 s of 10. */
    @Test
    void parts_addUpToTheJob() {
        Workers.Times times = Workers.Times.of(0.5, 10, tasks(1, 6, 8), 0.25, 2);
        assertEquals(new Workers.Times(0.5 + 1, 7, 1, 1, 0.25), times);
        assertEquals(0.5 + 10 + 0.25, times.sum());
    }

    /** Four tasks of 2 s on two slots are 4 s of work for each. */
    @Test
    void severalTurns_areCounted() {
        Workers.Times times = Workers.Times.of(0, 5, tasks(0, 2, 2, 2, 2), 0, 2);
        assertEquals(new Workers.Times(0, 4, 0, 1, 0), times);
    }

    /** Slot one takes 5, slot two 1, 1 and 1, as a slot that is free takes the next task. */
    @Test
    void freeSlot_takesTheNextTask() {
        Workers.Times times = Workers.Times.of(0, 6, tasks(0, 5, 1, 1, 1), 0, 2);
        assertEquals(new Workers.Times(0, 4, 1, 1, 0), times);
    }

    @Test
    void fewerTasksThanSlots_countTheirSlotsAlone() {
        Workers.Times times = Workers.Times.of(0, 5, tasks(0, 3, 4), 0, 8);
        assertEquals(new Workers.Times(0, 3.5, 0.5, 1, 0), times);
    }

    @Test
    void moreTaskTimeThanJob_shrinks() {
        Workers.Times times = Workers.Times.of(0, 5, tasks(2, 8, 8), 0, 2);
        assertEquals(new Workers.Times(1, 4, 0, 0, 0), times);
    }

    /** 6 s are told for 8: all parts are three quarters, and the second slot waits 3 s of 4. */
    @Test
    void waiting_shrinksWithTheTasks() {
        Workers.Times times = Workers.Times.of(0, 6, tasks(0, 8, 4), 0, 2);
        assertEquals(new Workers.Times(0, 4.5, 1.5, 0, 0), times);
    }

    private static List<TaskTime> tasks(double fetch, double... compute) {
        return DoubleStream.of(compute).mapToObj(c -> new TaskTime(fetch, c)).toList();
    }
}
