package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RoundCostTest {

    /** By hand: 3 s of 4.5 grow with the steps; twice the steps are 6 s, of which 4 are work. */
    @Test
    void longerRound_hasTheSameExchange() {
        Workers.Times times = new Workers.Times(0.25, 2, 1, 0.5, 0.25);
        RoundCost cost = new RoundCost(times, 0.5, 4, 0.5);
        assertEquals(3, cost.working());
        assertEquals(1.5, cost.exchange());
        assertEquals(4.5, cost.round(4));
        assertEquals(7.5, cost.round(8));
        assertEquals(4 * 0.5 / 7.5, cost.efficiency(8), 1e-15);
    }

    /** 0.5 s of work and 0.5 s of exchange: at 20 steps 2 s of 2.5 are work. */
    @Test
    void goodRound_hasTheFewestStepsThatAreEnough() {
        RoundCost cost = new RoundCost(new Workers.Times(0.25, 0.5, 0, 0.125, 0.125), 0, 5, 1);
        assertEquals(20, cost.stepsOfAGoodRound(5, 100));
        assertEquals(12, cost.stepsOfAGoodRound(5, 12));
        assertEquals(30, cost.stepsOfAGoodRound(30, 100));
    }
}
