package org.sparkqsnn.data.shard;

import java.util.Objects;
import java.util.Optional;
import org.sparkqsnn.data.encode.Stream;

/**
 * The order of one epoch in which nobody needs more than a few blocks of the data at a time: a
 * bijection of [0, n) keyed by (seed, epoch), computed where it is needed.
 *
 * <p>The blocks are put one behind the other in a keyed order. Of the n places that they give,
 * worker v of V has {@code [v n/V, (v+1) n/V)}, and goes through them in windows of {@code records}
 * places, the last of which may be shorter; the places of a window are read in a keyed order of its
 * own. Samples that lie together in a block thus stay in one window: a set has to be mixed before
 * it is cut into blocks.
 */
public final class BlockOrder {
    private final int samples;
    private final int workers;
    private final int recordsPerBlock;
    private final int records;
    private final long seed;
    private final int epoch;
    private final KeyedPermutation blocks;

    /** Which of the blocks in order is the last one of the set, which may be shorter. */
    private final int shortAt;

    /**
     * @param seed of the run
     * @param epoch at least 0
     * @param samples n, at least 1
     * @param recordsPerBlock samples of each block but the last
     * @param workers V, in [1, n]
     * @param windowBlocks blocks whose records fill a window, at least 1
     */
    public BlockOrder(
            long seed, int epoch, int samples, int recordsPerBlock, int workers, int windowBlocks) {
        if (!(workers >= 1 && workers <= samples && windowBlocks >= 1)) {
            throw new IllegalArgumentException(
                    "workers must be in [1, "
                            + samples
                            + "] and windowBlocks >= 1, got "
                            + workers
                            + " and "
                            + windowBlocks);
        }
        this.samples = samples;
        this.workers = workers;
        this.recordsPerBlock = recordsPerBlock;
        this.records = (int) Math.min((long) windowBlocks * recordsPerBlock, samples);
        this.seed = seed;
        this.epoch = epoch;
        this.blocks =
                new KeyedPermutation(
                        Stream.BLOCKS, seed, epoch, (samples - 1) / recordsPerBlock + 1);
        int place = 0;
        while (blocks.at(place) < blocks.size() - 1) place++;
        this.shortAt = place;
    }

    /** The window that a position is in. */
    public Window window(int position) {
        Objects.checkIndex(position, samples);
        int worker = (int) (((position + 1L) * workers - 1) / samples);
        int shard = (int) ((long) worker * samples / workers);
        int end = (int) ((worker + 1L) * samples / workers);
        return window(shard, end, shard + (position - shard) / records * records);
    }

    private Window window(int shard, int end, int first) {
        return new Window(shard, end, first, Math.min(records, end - first));
    }

    /** Neighbouring positions of one worker, whose samples are read together. */
    public final class Window {
        private final int shard;
        private final int shardEnd;
        private final int first;
        private final KeyedPermutation order;

        private Window(int shard, int shardEnd, int first, int size) {
            this.shard = shard;
            this.shardEnd = shardEnd;
            this.first = first;
            // The address of a window is its first place, under a key that depends on the seed.
            long key = Stream.BLOCKS.key(seed) ^ first;
            this.order = new KeyedPermutation(Stream.WINDOWS, key, epoch, size);
        }

        /** Its first position. */
        public int begin() {
            return first;
        }

        /** The position after its last one. */
        public int end() {
            return first + order.size();
        }

        /** The worker's first position. */
        public int shard() {
            return shard;
        }

        /** The worker's next window; empty after its last one. */
        public Optional<Window> next() {
            return end() == shardEnd
                    ? Optional.empty()
                    : Optional.of(window(shard, shardEnd, end()));
        }

        /** The sample id at a position of this window. */
        public int at(int position) {
            int place = first + order.at(position - first);
            int inOrder = blockAt(place);
            return blocks.at(inOrder) * recordsPerBlock + place - placeOf(inOrder);
        }

        /** The blocks that it needs, in the order in which their places lie. */
        public int[] blocks() {
            int from = blockAt(first);
            int[] needed = new int[blockAt(end() - 1) - from + 1];
            for (int i = 0; i < needed.length; i++) needed[i] = blocks.at(from + i);
            return needed;
        }
    }

    /** Which of the blocks in order has a place. */
    private int blockAt(int place) {
        int behind = placeOf(shortAt) + shortRecords();
        return place < behind
                ? Math.min(place / recordsPerBlock, shortAt)
                : shortAt + 1 + (place - behind) / recordsPerBlock;
    }

    /** The first place of one of the blocks in order. */
    private int placeOf(int inOrder) {
        int full = inOrder * recordsPerBlock;
        return inOrder <= shortAt ? full : full - recordsPerBlock + shortRecords();
    }

    /** Records of the last block of the set. */
    private int shortRecords() {
        return samples - (blocks.size() - 1) * recordsPerBlock;
    }
}
