package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedPermutationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 101, 1000, 6000, 60_000, 65_536})
    void at_isABijection(int n) {
        KeyedPermutation permutation = new KeyedPermutation(42, 3, n);
        boolean[] seen = new boolean[n];
        for (int position = 0; position < n; position++) {
            int id = permutation.at(position);
            assertFalse(seen[id], "id " + id + " twice");
            seen[id] = true;
        }
    }

    @Test
    void at_worksForTheLargestN() {
        KeyedPermutation permutation = new KeyedPermutation(42, 3, Integer.MAX_VALUE);
        for (int position = Integer.MAX_VALUE - 1000; position < Integer.MAX_VALUE; position++) {
            int id = permutation.at(position);
            assertTrue(id >= 0 && id < Integer.MAX_VALUE);
        }
    }

    /**
     * Two random orders of 1000 share one fixed place on average; more than 10 has probability
     * 1e-8.
     */
    @Test
    void epochsAndSeeds_giveOtherOrders() {
        KeyedPermutation one = new KeyedPermutation(42, 3, 1000);
        for (KeyedPermutation other :
                new KeyedPermutation[] {
                    new KeyedPermutation(42, 4, 1000), new KeyedPermutation(43, 3, 1000)
                }) {
            int same = 0;
            for (int position = 0; position < 1000; position++) {
                same += one.at(position) == other.at(position) ? 1 : 0;
            }
            assertTrue(same <= 10, "same places: " + same);
        }
    }

    /**
     * Each of the n! orders equally often over 2000 n! epochs; chi-square within 4.5 standard
     * deviations of its mean.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void orders_areEquallyLikely(int n) {
        int orders = 1;
        for (int i = 2; i <= n; i++) {
            orders *= i;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (int epoch = 0; epoch < 2000 * orders; epoch++) {
            KeyedPermutation permutation = new KeyedPermutation(7, epoch, n);
            StringBuilder order = new StringBuilder();
            for (int position = 0; position < n; position++) {
                order.append(permutation.at(position)).append(' ');
            }
            counts.merge(order.toString(), 1, Integer::sum);
        }
        assertEquals(orders, counts.size());
        assertUniform(counts.values().stream().mapToInt(Integer::intValue).toArray(), 2000);
    }

    /** Where position 0, and the pair (0, 1), lands for n = 10. */
    @Test
    void places_areEquallyLikely() {
        int[] first = new int[10];
        int[] pairs = new int[90];
        for (int epoch = 0; epoch < 180_000; epoch++) {
            KeyedPermutation permutation = new KeyedPermutation(8, epoch, 10);
            int a = permutation.at(0);
            int b = permutation.at(1);
            first[a]++;
            pairs[9 * a + (b > a ? b - 1 : b)]++;
        }
        assertUniform(first, 18_000);
        assertUniform(pairs, 2000);
    }

    /** Over the whole order of 60,000: the mean of id * position is that of independent places. */
    @Test
    void order_hasNoTrend() {
        int n = 60_000;
        KeyedPermutation permutation = new KeyedPermutation(9, 0, n);
        double sum = 0;
        for (int position = 0; position < n; position++) {
            sum += (position - (n - 1) / 2.0) * (permutation.at(position) - (n - 1) / 2.0);
        }
        double variance = ((double) n * n - 1) / 12;
        double z =
                sum
                        / (n * variance)
                        * Math.sqrt(n - 1.0); // a rank correlation has variance 1 / (n - 1)
        assertTrue(Math.abs(z) < 4.5, "z = " + z);
    }

    @Test
    void badArguments_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyedPermutation(1, -1, 10));
        assertThrows(IllegalArgumentException.class, () -> new KeyedPermutation(1, 0, 0));
        KeyedPermutation three = new KeyedPermutation(1, 0, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> three.at(3));
    }

    private static void assertUniform(int[] counts, double expected) {
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        int freedom = counts.length - 1;
        double z = (chiSquare - freedom) / Math.sqrt(2.0 * freedom);
        assertTrue(z < 4.5, "chi-square " + chiSquare + " at " + freedom + " degrees of freedom");
    }
}
