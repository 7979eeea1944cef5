package org.sparkqsnn.data.shard;

import java.util.Objects;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;

/**
 * The order of one epoch: a bijection of [0, n) keyed by (seed, epoch), computed where it is
 * needed. No shuffle, no state: any executor can compute any part of it.
 *
 * <p>A Feistel network on pairs (x, y) with {@code x < a, y < b}, a = ceil(sqrt n), b = ceil(n /
 * a): rounds {@code x += F(y) mod a} and {@code y += F(x) mod b} in turn, F from Philox. Results in
 * [n, ab) are encrypted again (cycle walking), which for n >= 100 is needed for fewer than one
 * position in {@code sqrt n}. 24 rounds: at 12 the orders of n = 5 were measurably unequal.
 *
 * @see "Black, Rogaway: Ciphers with arbitrary finite domains. CT-RSA 2002, methods 2 and 3
 *     (section 4, generalised Feistel)"
 */
public final class KeyedPermutation {
    private static final int ROUNDS = 24;

    private final long key;
    private final int epoch;
    private final int n;
    private final int a;
    private final int b;

    /**
     * @param seed of the run
     * @param epoch at least 0
     * @param n at least 1
     */
    public KeyedPermutation(long seed, int epoch, int n) {
        this(Stream.SHUFFLE, seed, epoch, n);
    }

    /** The permutation for a purpose of its own, such as which samples are held out. */
    public KeyedPermutation(Stream purpose, long seed, int epoch, int n) {
        if (!(epoch >= 0 && n >= 1)) {
            throw new IllegalArgumentException(
                    "epoch must be >= 0 and n >= 1, got " + epoch + " and " + n);
        }
        this.key = purpose.key(seed);
        this.epoch = epoch;
        this.n = n;
        this.a = (int) Math.ceil(Math.sqrt(n));
        this.b = (n - 1) / a + 1;
    }

    /** Number of positions. */
    public int size() {
        return n;
    }

    /** The sample id at a position, both in [0, n). */
    public int at(int position) {
        int[] words = new int[4]; // does not escape: no allocation once compiled
        long at = Objects.checkIndex(position, n);
        do {
            at = encrypt((int) (at / b), (int) (at % b), words);
        } while (at >= n);
        return (int) at;
    }

    private long encrypt(int row, int column, int[] words) {
        int x = row;
        int y = column;
        for (int round = 0; round < ROUNDS; round += 2) {
            x = (x + below(a, y, round, words)) % a;
            y = (y + below(b, x, round + 1, words)) % b;
        }
        return (long) x * b + y;
    }

    /** Uniform in [0, bound) up to bound / 2^32. */
    private int below(int bound, int value, int round, int[] words) {
        Philox4x32.block(value, round, epoch, n, key, words, 0);
        return (int) (((words[0] & 0xFFFFFFFFL) * bound) >>> 32);
    }
}
