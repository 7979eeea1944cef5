package org.sparkqsnn.data.cli;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.sparkqsnn.data.fetch.Progress;
import org.sparkqsnn.data.shard.BlockWriteJob;
import scala.collection.Iterator;

/**
 * Progress of the jobs that say in their description what they do: a line or a bar for each stage
 * of many tasks.
 */
final class JobProgress extends SparkListener {
    private static final String DESCRIPTION = "spark.job.description";

    /** Stages of fewer tasks are not worth a line. */
    private static final int FEW = 5;

    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Stage> running = new HashMap<>();

    /** A stage; a task that ran twice counts once. */
    private record Stage(Progress progress, BitSet done) {}

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        Optional<String> description =
                Optional.ofNullable(job.properties()).map(p -> p.getProperty(DESCRIPTION));
        if (description.isEmpty()) return;
        String[] parts = description.get().split(BlockWriteJob.THEN, 2);
        int last = -1;
        for (Iterator<StageInfo> all = job.stageInfos().iterator(); all.hasNext(); ) {
            int stage = all.next().stageId();
            names.put(stage, parts[0]);
            last = Math.max(last, stage);
        }
        names.put(last, parts[parts.length - 1]);
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        StageInfo stage = submitted.stageInfo();
        String name = names.get(stage.stageId());
        if (name == null || stage.numTasks() < FEW || running.containsKey(stage.stageId())) return;
        Progress progress = Progress.ofParts(name, stage.numTasks());
        running.put(stage.stageId(), new Stage(progress, new BitSet()));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        Stage stage = running.get(task.stageId());
        if (stage == null || !task.taskInfo().successful()) return;
        int index = task.taskInfo().index();
        if (stage.done().get(index)) return;
        stage.done().set(index);
        stage.progress().step(1);
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
        Stage stage = running.remove(completed.stageInfo().stageId());
        if (stage != null) stage.progress().close();
    }
}
