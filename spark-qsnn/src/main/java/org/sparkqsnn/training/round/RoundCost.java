package org.sparkqsnn.training.round;

import org.sparkqsnn.training.round.Workers.Times;

/**
 * What a round costs, and what it would cost with other local steps: {@code T(H) = (compute + wait)
 * H / H0 + exchange}, the formula of docs/results/cluster.md with a worker's layouts counted as
 * steps.
 *
 * @param seconds parts of the round
 * @param average seconds of the outer step on the driver
 * @param localSteps H0 of the round
 * @param busy fraction of the slots that have a task
 */
public record RoundCost(Times seconds, double average, int localSteps, double busy) {
    /** Work over slots' time that is good enough. */
    public static final double GOOD = 0.8;

    /** Seconds that grow with the local steps: work, and waiting for the slowest. */
    public double working() {
        return seconds.compute() + seconds.idle();
    }

    /** Seconds that do not: the state out, the results back, the sums. */
    public double exchange() {
        return seconds.sum() - working() + average;
    }

    /** Seconds of a round with {@code steps} local steps. */
    public double round(int steps) {
        return working() * steps / localSteps + exchange();
    }

    /** The part of all slots' time that is work, in a round with {@code steps} local steps. */
    public double efficiency(int steps) {
        return seconds.compute() * steps / localSteps * busy / round(steps);
    }

    /** The fewest steps from {@code steps} on that make a good round; at most {@code most}. */
    public int stepsOfAGoodRound(int steps, int most) {
        int longer = steps;
        while (longer < most && efficiency(longer) < GOOD) longer++;
        return longer;
    }
}
