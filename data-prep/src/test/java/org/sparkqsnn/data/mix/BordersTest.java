package org.sparkqsnn.data.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** {@link Borders} against what a sorted list of all records says. */
class BordersTest {
    private static final int CHUNK = 1 << 14;

    /** Training records with these buckets. */
    static Counts counts(int[] buckets) {
        Counts counts = new Counts();
        for (int bucket : buckets) {
            add(counts, bucket);
            add(counts, ContentKey.BUCKETS); // the count of label 0
        }
        return counts;
    }

    private static void add(Counts counts, int number) {
        long[] chunk = new long[CHUNK];
        chunk[number % CHUNK] = 1;
        counts.add(number / CHUNK, chunk);
    }

    @RepeatedTest(40)
    void borders_areThoseOfTheSortedRecords(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int records = random.nextInt(1, 120);
        int few = random.nextInt(1, 60); // few buckets, so that they reach over borders
        int recordsPerBlock = random.nextInt(1, records + 3);
        int[] places = random.ints(few, 0, ContentKey.BUCKETS).toArray();
        int[] buckets = random.ints(records, 0, few).map(i -> places[i]).toArray();
        Borders borders = new Borders(counts(buckets), Part.TRAIN, recordsPerBlock);
        int[] sorted = Arrays.stream(buckets).sorted().toArray();
        assertEquals(records, borders.records());
        assertEquals((records - 1) / recordsPerBlock + 1, borders.blocks());
        for (int j = 0; j < borders.blocks(); j++) {
            int begin = j * recordsPerBlock;
            assertEquals(begin, borders.firstId(j));
            assertEquals(Math.min(recordsPerBlock, records - begin), borders.records(j));
            int first = sorted[begin];
            long before = Arrays.stream(sorted, 0, begin).filter(b -> b == first).count();
            assertEquals(before, borders.skip(j), "block " + j);
        }
        for (int bucket : new TreeSet<>(IntStream.of(buckets).boxed().toList())) {
            List<Integer> expected =
                    IntStream.range(0, borders.blocks())
                            .filter(j -> has(sorted, borders, j, bucket))
                            .boxed()
                            .toList();
            assertEquals(expected, borders.blocksOf(bucket).boxed().toList());
        }
    }

    private static boolean has(int[] sorted, Borders borders, int block, int bucket) {
        int begin = borders.firstId(block);
        return Arrays.stream(sorted, begin, begin + borders.records(block))
                .anyMatch(b -> b == bucket);
    }
}
