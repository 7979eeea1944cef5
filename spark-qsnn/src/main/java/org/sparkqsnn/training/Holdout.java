package org.sparkqsnn.training;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.KeyedPermutation;

/**
 * A training set cut in two, each part in the order of the set.
 *
 * @param kept ids to learn from
 * @param held ids to measure on
 */
record Holdout(int[] kept, int[] held) {

    /**
     * Holds out {@code count} samples, of each class its share: those that come first in a keyed
     * permutation of the whole set. Decided by number and labels alone, by no run's seed.
     */
    static Holdout stratified(ImageSet all, int count) {
        int[] left = shares(all.countPerClass(), count);
        KeyedPermutation order = new KeyedPermutation(Stream.HOLDOUT, 0, 0, all.size());
        boolean[] held = new boolean[all.size()];
        for (int position = 0; position < all.size(); position++) {
            int id = order.at(position);
            held[id] = left[all.label(id)]-- > 0;
        }
        return cut(held);
    }

    /**
     * {@code count n_c / N} of each class's {@code n_c} of N samples, rounded so that the sum is
     * {@code count}: down, and one more for those with the largest remainders, of equal ones the
     * lower classes.
     *
     * @see "Largest remainders, Hamilton's method of apportionment"
     */
    static int[] shares(int[] perClass, int count) {
        long all = IntStream.of(perClass).asLongStream().sum();
        int[] shares = IntStream.of(perClass).map(n -> (int) (count * (long) n / all)).toArray();
        int missing = count - IntStream.of(shares).sum();
        IntStream.range(0, perClass.length)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -(count * (long) perClass[c] % all)))
                .limit(missing)
                .forEach(c -> shares[c]++);
        return shares;
    }

    private static Holdout cut(boolean[] held) {
        return new Holdout(
                IntStream.range(0, held.length).filter(id -> !held[id]).toArray(),
                IntStream.range(0, held.length).filter(id -> held[id]).toArray());
    }
}
