package org.sparkqsnn.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRun;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.CallerWorkers;

/**
 * Runs trials on the calling thread, in order, and remembers which. Beside others, trials of a
 * config that is {@link #fat} run out of memory, and so do those right before and after them.
 */
public final class ThreadTrials implements TrialRunner {
    private final Dataset dataset;
    private final TrialFiles files;
    final List<TrialTask> run = new ArrayList<>();
    final List<TrialTask> alone = new ArrayList<>();
    int fat;
    int ended;

    public ThreadTrials(Dataset dataset, TrialFiles files) {
        this.dataset = dataset;
        this.files = files;
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        for (int i = 0; i < tasks.size() && !stop.getAsBoolean(); i++) {
            boolean memory = isFat(tasks, i - 1) || isFat(tasks, i) || isFat(tasks, i + 1);
            run.add(tasks.get(i));
            this.ended++;
            ended.accept(memory ? TrialRecord.outOfMemory(tasks.get(i)) : train(tasks.get(i)));
        }
    }

    private boolean isFat(List<TrialTask> tasks, int i) {
        return i >= 0 && i < tasks.size() && tasks.get(i).trial().candidate() == fat;
    }

    private TrialRecord train(TrialTask task) {
        return TrialRun.run(task, dataset, files, CallerWorkers::new, () -> false);
    }

    @Override
    public void runAlone(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        for (TrialTask task : tasks) {
            alone.add(task);
            run(List.of(task), ended, stop);
        }
    }

    @Override
    public void close() {}
}
