package org.sparkqsnn.data.mix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

/** The order of {@link ContentKey} for sets in memory. */
public final class ContentOrder {
    private ContentOrder() {}

    /** Both parts, each in the order of its records' keys. */
    public static Splits of(Splits splits) {
        return new Splits(of(splits.train()), of(splits.test()));
    }

    private static ImageSet of(ImageSet set) {
        ContentKey key = new ContentKey();
        byte[][] keyed = new byte[set.size()][ContentKey.BYTES + 1 + set.features()];
        for (int id = 0; id < keyed.length; id++) {
            keyed[id][ContentKey.BYTES] = (byte) set.label(id);
            set.copyPixels(id, keyed[id], ContentKey.BYTES + 1);
            key.read(keyed[id], ContentKey.BYTES).copyTo(keyed[id], 0);
        }
        Comparator<Integer> byContent = (a, b) -> Arrays.compareUnsigned(keyed[a], keyed[b]);
        int[] order =
                IntStream.range(0, keyed.length)
                        .boxed()
                        .sorted(byContent)
                        .mapToInt(id -> id)
                        .toArray();
        return set.select(order);
    }
}
