package org.sparkqsnn.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.training.CallerWorkers;

/** Runs trials on the calling thread, in order, and remembers which. */
public final class ThreadTrials implements TrialRunner {
    private final Dataset dataset;
    private final TrialFiles files;
    final List<TrialTask> run = new ArrayList<>();
    int ended;

    public ThreadTrials(Dataset dataset, TrialFiles files) {
        this.dataset = dataset;
        this.files = files;
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        for (TrialTask task : tasks) {
            if (stop.getAsBoolean()) return;
            run.add(task);
            TrialRecord result =
                    TrialRun.run(task, dataset, files, CallerWorkers::new, () -> false);
            this.ended++;
            ended.accept(result);
        }
    }

    @Override
    public void close() {}
}
