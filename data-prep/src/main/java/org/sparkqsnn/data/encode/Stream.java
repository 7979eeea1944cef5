package org.sparkqsnn.data.encode;

/**
 * What a random number is for. Each purpose has its own Philox key, so that no two share a counter
 * space: more dropout must not change a spike. The tags are part of every published result: never
 * renumber them.
 */
public enum Stream {
    INIT(1),
    SHUFFLE(2),
    ENCODE(3),
    ENCODE_TEST(4),
    DROPOUT(5),
    SHOTS(6),
    NOISE(7),
    TRIALS(8),
    HOLDOUT(9),
    AUGMENT(10),
    BLOCKS(11),
    WINDOWS(12);

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int tag;

    Stream(int tag) {
        this.tag = tag;
    }

    /**
     * The Philox key of this purpose, {@code mix(mix(seed) + tag * golden)}: one to one in the seed
     * for each tag.
     *
     * @see "mix: David Stafford's variant 13, as in java.util.SplittableRandom.mix64"
     */
    public long key(long seed) {
        return mix(mix(seed) + tag * GOLDEN);
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
