package org.sparkqsnn.data.shard;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.mix.ContentKey;
import org.sparkqsnn.data.mix.Part;
import scala.Tuple2;

/**
 * Brings each record to the tasks that write its blocks, there in the order of the keys. A record
 * travels as {@code task (4 bytes), key (16), record}, which any serializer of Spark knows, with
 * the number of times that it is there.
 *
 * <p>That number is 1 but for a bucket that fills a block: a bucket has a millionth of all records,
 * and a block more than that, so such a one holds the same image very often. It travels once from
 * each task to each of its blocks.
 */
final class BlockShuffle {
    /** Where the key stands in what arrives. */
    static final int KEY = Integer.BYTES;

    private static final int NEIGHBOURS = 2;

    private BlockShuffle() {}

    /**
     * The records of some blocks; partition i has those of {@code blocks[i]} and, where a bucket
     * reaches over a border, of its neighbours.
     */
    static JavaRDD<byte[]> of(JavaRDD<byte[]> rows, BlockPlan plan, List<Integer> blocks) {
        int[] tasks = new int[plan.blocks()];
        Arrays.fill(tasks, -1);
        for (int task = 0; task < blocks.size(); task++) tasks[blocks.get(task)] = task;
        return rows.mapPartitionsToPair(part -> new Spread(part, plan, tasks))
                .repartitionAndSortWithinPartitions(new ByTask(blocks.size()), new Unsigned())
                .mapPartitions(Repeated::new, true);
    }

    /** Each row for each task that needs it. */
    private static final class Spread implements Iterator<Tuple2<byte[], Long>> {
        private final Iterator<byte[]> rows;
        private final BlockPlan plan;
        private final int[] tasks;
        private final ContentKey key = new ContentKey();
        private final Queue<Tuple2<byte[], Long>> ready = new ArrayDeque<>();
        private final Map<ByteBuffer, Long> frequent = new HashMap<>();

        Spread(Iterator<byte[]> rows, BlockPlan plan, int[] tasks) {
            this.rows = rows;
            this.plan = plan;
            this.tasks = tasks;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && rows.hasNext()) spread(rows.next());
            if (ready.isEmpty() && !frequent.isEmpty()) {
                frequent.forEach((row, times) -> send(row.array(), blocks(row.array()), times));
                frequent.clear();
            }
            return !ready.isEmpty();
        }

        @Override
        public Tuple2<byte[], Long> next() {
            if (!hasNext()) throw new NoSuchElementException();
            return ready.remove();
        }

        private void spread(byte[] row) {
            int[] blocks = blocks(row);
            if (blocks.length > NEIGHBOURS) {
                frequent.merge(ByteBuffer.wrap(row), 1L, Long::sum);
            } else {
                send(row, blocks, 1);
            }
        }

        /** The blocks that need a row, whose key is read. */
        private int[] blocks(byte[] row) {
            key.read(row, Part.RECORD);
            return plan.borders(Part.of(row)).blocksOf(key.bucket()).toArray();
        }

        private void send(byte[] row, int[] blocks, long times) {
            for (int block : blocks) {
                int task = tasks[plan.offset(Part.of(row)) + block];
                if (task >= 0) ready.add(new Tuple2<>(keyed(row, task), times));
            }
        }

        private byte[] keyed(byte[] row, int task) {
            int record = row.length - Part.RECORD;
            byte[] bytes = new byte[KEY + ContentKey.BYTES + record];
            ByteBuffer.wrap(bytes).putInt(task);
            key.copyTo(bytes, KEY);
            System.arraycopy(row, Part.RECORD, bytes, KEY + ContentKey.BYTES, record);
            return bytes;
        }
    }

    /** Each record as often as it is there. */
    private static final class Repeated implements Iterator<byte[]> {
        private final Iterator<Tuple2<byte[], Long>> records;
        private byte[] record;
        private long left;

        Repeated(Iterator<Tuple2<byte[], Long>> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return left > 0 || records.hasNext();
        }

        @Override
        public byte[] next() {
            if (left == 0) {
                Tuple2<byte[], Long> next = records.next();
                record = next._1();
                left = next._2();
            }
            left--;
            return record;
        }
    }

    /** The task is written in front of the key. */
    private static final class ByTask extends Partitioner {
        private static final long serialVersionUID = 1L;
        private final int tasks;

        ByTask(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public int numPartitions() {
            return tasks;
        }

        @Override
        public int getPartition(Object keyed) {
            return ByteBuffer.wrap((byte[]) keyed).getInt();
        }
    }

    private static final class Unsigned implements Comparator<byte[]>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(byte[] one, byte[] other) {
            return Arrays.compareUnsigned(one, other);
        }
    }
}
