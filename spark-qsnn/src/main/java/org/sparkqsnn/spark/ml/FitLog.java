package org.sparkqsnn.spark.ml;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.round.RoundPlan;

/** How a fit goes, in Spark's log: a line for each epoch at level INFO. */
record FitLog(RoundPlan plan) implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(QsnnClassifier.class);

    static void warn(String message) {
        LOG.warn(message);
    }

    @Override
    public void round(RoundReport report) {
        if (report.machines().mixed()) LOG.warn(report.machines().warning(report.round()));
        if (!plan.endsEpoch(report.round() - 1)) return;
        LOG.info(
                "epoch {} of {}: loss {}, accuracy {}, {} images/s in the last round",
                report.epoch(),
                plan.epochs(),
                report.counts().loss(),
                report.counts().accuracy(),
                Math.round(report.imagesPerSecond()));
    }

    @Override
    public void evaluated(Score score) {
        LOG.info("epoch {} of {}: {}", score.epoch(), plan.epochs(), score.line());
        if (score.epoch() == 1) score.silence().ifPresent(LOG::warn);
    }
}
