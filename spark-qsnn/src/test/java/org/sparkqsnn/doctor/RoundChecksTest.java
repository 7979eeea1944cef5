package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;
import org.sparkqsnn.training.round.Workers.Times;

class RoundChecksTest {
    private static final int SAMPLES = 60_000;

    @Test
    void workers_thatDoNotFitTheSlots() {
        assertOk(checks("averaging.workers=64").workers(16), "100 %");
        Finding uneven = checks("averaging.workers=12").workers(8);
        assertAdvice(uneven, "the busiest slot has 2", "75 %");
        assertTrue(uneven.suggestion().startsWith("averaging.workers=8 "), uneven.suggestion());
        assertAdvice(checks("averaging.workers=4").workers(16), "25 %", "or 4 slots");
    }

    @Test
    void roundOfWork_isFine() {
        RoundProbe probe = probe(new Times(0.05, 0.9, 0.02, 0.02, 0.01), 5);
        assertOk(
                checks("averaging.localSteps=5").efficiency(probe),
                "90 %",
                "compute 90 %, broadcast 5 %");
    }

    /** 0.5 s of work and 0.5 s of exchange a 5 steps: 0.8 of the time is work from 20 steps on. */
    @Test
    void roundOfExchange_asksForLongerOnes() {
        RoundProbe probe = probe(new Times(0.25, 0.5, 0, 0.125, 0.125), 5);
        Finding finding = checks("averaging.localSteps=5").efficiency(probe);
        assertAdvice(finding, "50 %");
        assertTrue(
                finding.suggestion().startsWith("averaging.localSteps=20 (")
                        && finding.suggestion().endsWith(": 80 % predicted"),
                finding.suggestion());
    }

    /** 10 samples of a worker are 2 steps an epoch: rounds cannot be longer. */
    @Test
    void shortEpochs_cannotHaveLongerRounds() {
        ExperimentConfig config =
                Small.config(
                        "averaging.localSteps=2", "training.batchSize=5", "averaging.workers=2");
        Finding finding =
                new RoundChecks(config, new RoundPlan(config, 20))
                        .efficiency(probe(new Times(0.5, 0.1, 0, 0, 0), 2));
        assertAdvice(finding, "no more than 2 steps");
    }

    @Test
    void roundOfWaiting_asksForAnEvenCut() {
        RoundProbe probe = probe(new Times(0.01, 0.5, 0.4, 0.01, 0), 5);
        assertAdvice(
                checks("averaging.localSteps=5").efficiency(probe), "wait 43 %", "multiple of");
    }

    @Test
    void slotsWithoutATask_countAsIdle() {
        Times all = new Times(0, 1, 0, 0, 0);
        assertEquals(0.5, new RoundProbe(all, 0, 5, 4, 2, "").cost().efficiency(5));
    }

    @Test
    void longRounds_areShortenedForTheProbe_andScaledBack() {
        ExperimentConfig config =
                Small.config(
                        "averaging.workers=4", "training.batchSize=50", "averaging.localSteps=100");
        ExperimentConfig shortened = RoundProbe.shortened(config, 2);
        assertEquals(20, shortened.averaging().localSteps());
        assertSame(config, RoundProbe.shortened(config, 10));
        RoundProbe probe = probe(new Times(0.5, 1, 0, 0.5, 0), 20);
        assertEquals(6, probe.cost().round(100), 1e-12);
        assertEquals(5.0 / 6, probe.cost().efficiency(100), 1e-12);
    }

    @Test
    void networkThatDiverges_isFound() {
        RoundProbe probe = new RoundProbe(new Times(0, 1, 0, 0, 0), 0, 5, 2, 2, "worker 0: loss");
        assertProblem(checks().efficiency(probe), "worker 0: loss", "learningRate");
    }

    @Test
    void probe_runsRealRounds() {
        ExperimentConfig config = Small.config();
        try (Workers workers = new ThreadWorkers(config, Small.data(), 2)) {
            RoundProbe probe = RoundProbe.run(workers, config, Small.data());
            assertEquals(2, probe.slots());
            assertTrue(probe.seconds().compute() > 0);
            assertTrue(probe.cost().efficiency(2) > 0 && probe.cost().efficiency(2) <= 1);
        }
    }

    private static RoundProbe probe(Times times, int localSteps) {
        return new RoundProbe(times, 0, localSteps, 2, 2, "");
    }

    private static RoundChecks checks(String... overrides) {
        ExperimentConfig config = Small.config(overrides);
        return new RoundChecks(config, new RoundPlan(config, SAMPLES));
    }
}
