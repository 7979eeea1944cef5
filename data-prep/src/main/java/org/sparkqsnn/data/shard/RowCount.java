package org.sparkqsnn.data.shard;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.sparkqsnn.data.mix.ContentKey;
import org.sparkqsnn.data.mix.Counts;
import org.sparkqsnn.data.mix.Part;
import scala.Tuple2;

/**
 * Counts rows on the executors. Counts are added up chunk by chunk, each by one task, so that the
 * driver receives all chunks once, however many tasks counted.
 */
final class RowCount {
    private RowCount() {}

    static Counts of(JavaRDD<byte[]> rows) {
        int tasks = Math.min(Counts.CHUNKS, Math.max(1, rows.context().defaultParallelism()));
        List<Tuple2<Integer, long[]>> chunks =
                rows.mapPartitionsToPair(RowCount::count)
                        .reduceByKey(RowCount::add, tasks)
                        .collect();
        Counts all = new Counts();
        for (Tuple2<Integer, long[]> chunk : chunks) all.add(chunk._1(), chunk._2());
        return all;
    }

    private static Iterator<Tuple2<Integer, long[]>> count(Iterator<byte[]> rows) {
        Counts counts = new Counts();
        ContentKey key = new ContentKey();
        while (rows.hasNext()) {
            byte[] row = rows.next();
            counts.add(row, key.read(row, Part.RECORD));
        }
        return counts.chunks().mapToObj(c -> new Tuple2<>(c, counts.chunk(c))).iterator();
    }

    private static long[] add(long[] sum, long[] chunk) {
        for (int i = 0; i < sum.length; i++) sum[i] += chunk[i];
        return sum;
    }
}
