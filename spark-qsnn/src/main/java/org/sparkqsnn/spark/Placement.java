package org.sparkqsnn.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.BlockOrder;
import org.sparkqsnn.data.shard.StoredRecords;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerBlock;
import org.sparkqsnn.training.round.WorkerTask;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Where the tasks of a round should run: a task goes to the executor that had its workers in the
 * round before, whose disk has the blocks of their windows, or where the file system says that the
 * blocks are on an executor's own machine. A wish only: any other executor gives the same bits.
 */
final class Placement {
    private final JavaSparkContext spark;
    private final ExperimentConfig config;
    private final RoundPlan plan;
    private final ImageSet train;
    private final Map<Integer, String[]> hosts = new HashMap<>();
    private int epoch = -1;
    private BlockOrder order;

    Placement(JavaSparkContext spark, ExperimentConfig config, RoundPlan plan, ImageSet train) {
        this.spark = spark;
        this.config = config;
        this.plan = plan;
        this.train = train;
    }

    /** Spark's names of the places for each task; empty where any place is as good. */
    List<List<String>> of(List<WorkerBlock> tasks, int round) {
        if (!(train.records() instanceof StoredRecords stored) || spark.isLocal())
            return anywhere(tasks.size());
        List<Place> places = places();
        if (places.isEmpty()) return anywhere(tasks.size()); // the first ones are on their way
        List<Map<String, Integer>> blocks = new ArrayList<>();
        for (WorkerBlock task : tasks) blocks.add(blocksByHost(stored, task, round));
        return assign(blocks, places).stream().map(place -> List.of(place.name())).toList();
    }

    /** No wish for any of some tasks. */
    static List<List<String>> anywhere(int tasks) {
        return Collections.nCopies(tasks, List.of());
    }

    /**
     * An executor.
     *
     * @param id as Spark counts it
     */
    record Place(String host, String id) {
        /** As Spark's scheduler reads it. */
        String name() {
            return "executor_" + host + "_" + id;
        }
    }

    /**
     * An executor for each task, as many for each as for any other: that of the most blocks, of
     * equal ones the one in the order of the tasks. The same executors give the same answer.
     *
     * @param places at least one
     * @param blocks of each task, how many each host has
     */
    static List<Place> assign(List<Map<String, Integer>> blocks, List<Place> places) {
        int most = (blocks.size() + places.size() - 1) / places.size();
        Map<Place, Integer> given = new HashMap<>();
        List<Place> assigned = new ArrayList<>();
        for (int task = 0; task < blocks.size(); task++) {
            int inOrder = (int) ((long) task * places.size() / blocks.size());
            Map<String, Integer> has = blocks.get(task);
            Place best = null;
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get((inOrder + i) % places.size());
                if (given.getOrDefault(place, 0) == most) continue;
                if (best == null || has(has, place) > has(has, best)) best = place;
            }
            given.merge(best, 1, Integer::sum);
            assigned.add(best);
        }
        return assigned;
    }

    private static int has(Map<String, Integer> blocks, Place place) {
        return blocks.getOrDefault(place.host, 0);
    }

    /** The executors, in the order of their ids. */
    private List<Place> places() {
        Set<BlockManagerId> all =
                CollectionConverters.asJava(
                                spark.sc().env().blockManager().master().getMemoryStatus())
                        .keySet();
        return all.stream()
                .filter(id -> !id.isDriver())
                .map(id -> new Place(id.host(), id.executorId()))
                .sorted(Comparator.comparing((Place p) -> p.id.length()).thenComparing(Place::id))
                .toList();
    }

    /** How many of the blocks that a task reads each host has. */
    private Map<String, Integer> blocksByHost(StoredRecords stored, WorkerBlock task, int round) {
        Set<Integer> needed = new LinkedHashSet<>();
        for (int worker = task.first(); worker < task.first() + task.count(); worker++) {
            WorkerTask work = plan.task(round, worker);
            int position = plan.batchBegin(worker, work.firstStep());
            if (position == plan.shardBegin(worker + 1)) continue;
            for (int block : order(work.epoch()).window(position).blocks()) needed.add(block);
        }
        Map<String, Integer> counts = new HashMap<>();
        for (int block : needed) {
            for (String host : hosts.computeIfAbsent(block, stored::hosts))
                counts.merge(host, 1, Integer::sum);
        }
        return counts;
    }

    private BlockOrder order(int wanted) {
        if (epoch != wanted) order = RoundPlan.blockOrder(config, train, wanted);
        epoch = wanted;
        return order;
    }
}
