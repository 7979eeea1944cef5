package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockOrderTest {

    /** Samples, records of a block, workers, blocks of a window. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "7, 3, 1, 1",
        "7, 3, 7, 2",
        "12, 4, 3, 1",
        "100, 7, 4, 2",
        "101, 10, 8, 3",
        "1000, 10, 3, 4",
        "6000, 1000, 4, 2",
        "60000, 42744, 8, 4",
        "60000, 128, 64, 4"
    })
    void everySampleOnce_fromFewBlocksAtATime(int n, int records, int workers, int windowBlocks) {
        BlockOrder order = new BlockOrder(42, 3, n, records, workers, windowBlocks);
        boolean[] seen = new boolean[n];
        int position = 0;
        int shard = 0;
        while (position < n) {
            BlockOrder.Window window = order.window(position);
            assertEquals(position, window.begin());
            while (position >= (long) (shard + 1) * n / workers) shard++;
            assertTrue(window.end() <= (shard + 1L) * n / workers, "a window of one worker");
            int[] blocks = window.blocks();
            // A window that begins within a block ends within another; the last block is shorter.
            assertTrue(blocks.length <= windowBlocks + 2, Arrays.toString(blocks));
            Set<Integer> needed = new HashSet<>();
            for (; position < window.end(); position++) {
                int id = window.at(position);
                assertFalse(seen[id], "sample " + id + " twice");
                seen[id] = true;
                needed.add(id / records);
                assertEquals(window.begin(), order.window(position).begin());
            }
            Set<Integer> named = new HashSet<>();
            for (int block : blocks) named.add(block);
            assertEquals(needed, named);
            assertEquals(blocks.length, named.size());
        }
    }

    /** Two random orders of 1000 share one place on average; more than 10 has probability 1e-8. */
    @Test
    void epochsSeedsAndWindows_giveOtherOrders() {
        int[] one = order(42, 3);
        for (int[] other : new int[][] {order(42, 4), order(43, 3)}) {
            int same = 0;
            for (int i = 0; i < one.length; i++) same += one[i] == other[i] ? 1 : 0;
            assertTrue(same <= 10, "same places: " + same);
        }
        int alike = 0;
        for (int i = 0; i < 500; i++) alike += one[i] % 500 == one[500 + i] % 500 ? 1 : 0;
        assertTrue(alike <= 10, "both windows in the same order: " + alike);
    }

    /** Where one window holds all, any sample may be first: chi-square within 4.5 s.d. */
    @Test
    void firstSample_isAnyOfThem() {
        int n = 20;
        int epochs = 20_000;
        int[] counts = new int[n];
        for (int epoch = 0; epoch < epochs; epoch++)
            counts[new BlockOrder(7, epoch, n, 6, 1, 4).window(0).at(0)]++;
        double expected = epochs / (double) n;
        double chi = 0;
        for (int count : counts) chi += (count - expected) * (count - expected) / expected;
        assertEquals(n - 1, chi, 4.5 * Math.sqrt(2.0 * (n - 1)));
    }

    /** As many samples as an int can count, in blocks of 32 MiB. */
    @Test
    void largestSet_hasItsIds() {
        int n = Integer.MAX_VALUE;
        BlockOrder order = new BlockOrder(42, 0, n, 42_744, 1024, 4);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            int position = random.nextInt(n);
            BlockOrder.Window window = order.window(position);
            int id = window.at(position);
            assertTrue(id >= 0 && position >= window.begin() && position < window.end());
            assertTrue(Arrays.stream(window.blocks()).anyMatch(block -> block == id / 42_744));
        }
    }

    @Test
    void outOfRange_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BlockOrder(1, 0, 5, 2, 6, 1));
        assertThrows(IllegalArgumentException.class, () -> new BlockOrder(1, 0, 5, 2, 1, 0));
        BlockOrder order = new BlockOrder(1, 0, 5, 2, 1, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> order.window(5));
        assertThrows(IndexOutOfBoundsException.class, () -> order.window(0).at(2));
    }

    private static int[] order(long seed, int epoch) {
        BlockOrder order = new BlockOrder(seed, epoch, 1000, 100, 1, 5);
        int[] ids = new int[1000];
        for (int i = 0; i < ids.length; i++) ids[i] = order.window(i).at(i);
        return ids;
    }
}
