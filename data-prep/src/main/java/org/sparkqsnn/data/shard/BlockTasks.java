package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.mix.Fingerprint;
import scala.Tuple2;

/**
 * Writes and verifies blocks on the executors. What a task returns are strings and numbers, which
 * any serializer of Spark knows.
 */
final class BlockTasks {
    private final JavaSparkContext spark;
    private final HadoopFolder folder;
    private final BlockPlan plan;
    private final Site site;

    BlockTasks(JavaSparkContext spark, HadoopFolder folder, BlockPlan plan) {
        this.spark = spark;
        this.folder = folder;
        this.plan = plan;
        this.site = new Site(new TaskHadoop(spark), folder.directory().toString(), plan);
    }

    /** A block's file, as the driver sees it. */
    BlockFile file(int block) {
        return new BlockFile(folder, new BlockNotes(folder).workshop(), plan, block);
    }

    /**
     * Of the blocks with these sha256, those whose files are whole.
     *
     * @param claimed sha256 by block
     */
    Map<Integer, BlockFile.Content> verify(Map<Integer, String> claimed) {
        if (claimed.isEmpty()) return new TreeMap<>();
        List<Tuple2<Integer, String>> all = new ArrayList<>();
        claimed.forEach((block, sha256) -> all.add(new Tuple2<>(block, sha256)));
        Site there = site;
        List<Tuple2<Integer, Tuple2<String, long[]>>> whole =
                spark.parallelize(all, Math.min(all.size(), 4 * spark.defaultParallelism()))
                        .flatMap(block -> verify(there, block._1(), block._2()))
                        .collect();
        return contents(whole);
    }

    /** Writes some blocks of the plan. */
    Map<Integer, BlockFile.Content> write(JavaRDD<byte[]> rows, List<Integer> blocks) {
        Site there = site;
        int[] ours = blocks.stream().mapToInt(b -> b).toArray();
        return contents(
                BlockShuffle.of(rows, plan, blocks)
                        .mapPartitionsWithIndex(
                                (task, keyed) -> write(there, ours[task], keyed), true)
                        .collect());
    }

    private static Iterator<Tuple2<Integer, Tuple2<String, long[]>>> verify(
            Site site, int block, String sha256) throws IOException {
        BlockFile file = site.file(block);
        if (!file.isWhole(sha256))
            return List.<Tuple2<Integer, Tuple2<String, long[]>>>of().iterator();
        return result(block, new BlockFile.Content(sha256, file.content(sha256)));
    }

    private static Iterator<Tuple2<Integer, Tuple2<String, long[]>>> write(
            Site site, int block, Iterator<byte[]> keyed) throws IOException {
        BlockFile file = site.file(block);
        BlockFile.Content content = file.write(keyed, BlockShuffle.KEY);
        new BlockNotes(file.folder()).complete(site.plan(), block, content.sha256());
        return result(block, content);
    }

    private static Iterator<Tuple2<Integer, Tuple2<String, long[]>>> result(
            int block, BlockFile.Content content) {
        Tuple2<String, long[]> facts = new Tuple2<>(content.sha256(), content.content().toArray());
        return List.of(new Tuple2<>(block, facts)).iterator();
    }

    private static Map<Integer, BlockFile.Content> contents(
            List<Tuple2<Integer, Tuple2<String, long[]>>> results) {
        Map<Integer, BlockFile.Content> contents = new TreeMap<>();
        for (Tuple2<Integer, Tuple2<String, long[]>> result : results) {
            Tuple2<String, long[]> facts = result._2();
            contents.put(
                    result._1(), new BlockFile.Content(facts._1(), Fingerprint.of(facts._2())));
        }
        return contents;
    }

    /** Where a task writes. */
    private record Site(TaskHadoop hadoop, String directory, BlockPlan plan)
            implements Serializable {
        BlockFile file(int block) {
            HadoopFolder folder = HadoopFolder.of(directory, hadoop.get());
            return new BlockFile(folder, new BlockNotes(folder).workshop(), plan, block);
        }
    }
}
