package org.sparkqsnn.spark.wire;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundStart;
import org.sparkqsnn.training.round.TimedSum;
import org.sparkqsnn.training.round.WorkerBlock;

/**
 * How the state reaches a round's tasks and their sums come back. What all start from goes to every
 * executor; moments that each worker keeps go with its block, to the executors that run it, and the
 * outer velocity stays on the driver: of 64 workers of 784-1000-10 that is 814 MB in all, and not
 * to each executor.
 *
 * <p>A block's moments are a broadcast of their own and not part of its task: Spark sends a task as
 * one message of at most 128 MiB, the moments of ten workers. A repeated or speculative task
 * fetches them again.
 *
 * @param all for every task
 * @param own moments by block; none where workers keep none
 */
public record RoundTransport(
        Transport<RoundStart, TimedSum> all, Map<WorkerBlock, Transport<float[][], Void>> own)
        implements Serializable, AutoCloseable {

    public static RoundTransport open(
            JavaSparkContext spark, ModelState state, List<WorkerBlock> blocks) {
        Map<WorkerBlock, Transport<float[][], Void>> own = new HashMap<>();
        for (WorkerBlock block : blocks) {
            float[][] moments = state.ownMoments(block).toArray(float[][]::new);
            if (moments.length > 0) own.put(block, Transport.open(spark, moments));
        }
        return new RoundTransport(Transport.open(spark, state.start()), own);
    }

    /** What the block's workers kept; called in its task. */
    public List<float[]> ownMoments(WorkerBlock block) {
        Transport<float[][], Void> moments = own.get(block);
        return moments == null ? List.of() : Arrays.asList(moments.take());
    }

    @Override
    public void close() {
        all.close();
        own.values().forEach(Transport::close);
    }
}
