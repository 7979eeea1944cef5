package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 1000, 65_537})
    void everyElement_isVisitedOnce(int length) {
        for (int threads = 1; threads <= 4; threads++) {
            int[] visits = new int[length];
            new Ranges(threads)
                    .forEach(
                            length,
                            (from, to) -> {
                                for (int i = from; i < to; i++) visits[i]++;
                            });
            int[] once = new int[length];
            Arrays.fill(once, 1);
            assertArrayEquals(once, visits);
        }
    }

    @Test
    void sum_hasTheSameBitsOnAnyNumberOfThreads() {
        double[] values = new SplittableRandom(1).doubles(300_000).toArray();
        Ranges.Sum sum = (from, to) -> Arrays.stream(values, from, to).sum();
        double one = Ranges.ONE.sum(values.length, sum);
        assertEquals(150_000, one, 1_000);
        for (int threads = 2; threads <= 5; threads++) {
            assertEquals(one, new Ranges(threads).sum(values.length, sum));
        }
    }
}
