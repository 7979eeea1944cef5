package org.sparkqsnn.training;

import org.sparkqsnn.run.config.ExperimentConfig;

/** Small trained networks by the sha256 of their weights. */
final class GoldenWeights {
    private GoldenWeights() {}

    /** Trains {@link Small} with two workers for two epochs: {@code ENCODER SHA256}. */
    static String line(String encoder) {
        ExperimentConfig config = Small.config("encoder.kind=" + encoder, "averaging.workers=2");
        TrainingData data = Small.data();
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new ThreadWorkers(config, data, 2)) {
            TrainingRun run =
                    new TrainingRun(config, plan, workers, "", Journal.NONE, new RunListener() {});
            Checkpoint end = run.run(Checkpoint.fresh(config, data), () -> false);
            return encoder + " " + WeightsFile.sha256(end.state().parameters());
        }
    }

    /** In a JVM of its own. */
    public static void main(String[] encoder) {
        System.out.println(line(encoder[0]));
    }
}
