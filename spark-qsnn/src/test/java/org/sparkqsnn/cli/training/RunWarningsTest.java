package org.sparkqsnn.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Machines;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers.Times;

class RunWarningsTest {
    private static final int SAMPLES = 60_000;
    private static final Times WORK = new Times(0.1, 0.5, 0, 0.2, 0.1);
    private static final Times EXCHANGE = new Times(0.25, 0.5, 0, 0.5, 0.25);

    private final List<String> said = new ArrayList<>();

    /** 0.5 s of work and 1 s of exchange in 5 steps: four fifths of 40 steps' time is work. */
    @Test
    void roundsOfExchange_areToldOnce_withWhatToDo() {
        RunWarnings warnings = warnings(0);
        for (int round = 1; round <= 8; round++) warnings.round(report(round, EXCHANGE));
        assertEquals(
                List.of(
                        "exchange takes 67 % of a round and work 33 %; try averaging.localSteps=40"
                                + " (work 80 %), averaging.optimiserState=reset (fewer"
                                + " bytes), or, for the same result, fewer executors"),
                said);
    }

    @Test
    void localMode_shipsNothing_andHasNoExecutors() {
        RunWarnings warnings = warnings(0, true);
        for (int round = 1; round <= 3; round++) warnings.round(report(round, EXCHANGE));
        assertEquals(
                List.of(
                        "exchange takes 67 % of a round and work 33 %; try averaging.localSteps=40"
                                + " (work 80 %), or, for the same result, fewer threads"),
                said);
    }

    @Test
    void resumedRun_isJudgedByItsOwnWarmRounds() {
        RunWarnings warnings = warnings(100);
        warnings.round(report(101, EXCHANGE));
        warnings.round(report(102, EXCHANGE));
        assertEquals(List.of(), said);
        warnings.round(report(103, EXCHANGE));
        assertEquals(1, said.size());
    }

    @Test
    void aColdRound_onePause_orTheLastSeconds_areNotWorthALine() {
        RunWarnings cold = warnings(0);
        cold.round(report(1, EXCHANGE));
        cold.round(report(2, WORK));
        cold.round(report(3, WORK));
        RunWarnings pause = warnings(0);
        pause.round(report(1, WORK));
        pause.round(report(2, WORK));
        pause.round(report(3, EXCHANGE));
        int rounds = plan("training.epochs=1").rounds();
        RunWarnings end = warnings(rounds - 11, "training.epochs=1");
        for (int round = rounds - 10; round <= rounds; round++) end.round(report(round, EXCHANGE));
        assertEquals(List.of(), said);
    }

    @Test
    void ownMoments_haveTwoRemedies_andAWholeEpochIsTheLongestRound() {
        RunWarnings warnings =
                warnings(
                        0,
                        "averaging.optimiserState=local",
                        "training.epochs=20",
                        "averaging.workers=60",
                        "training.batchSize=100",
                        "averaging.localSteps=10");
        Times times = new Times(4, 0.1, 0, 0, 0);
        for (int round = 1; round <= 3; round++) warnings.round(report(round, times));
        assertFalse(said.get(0).contains("localSteps"), said.toString());
        assertTrue(said.get(0).contains("optimiserState=average or reset"), said.toString());
    }

    @Test
    void secondKindOfMachine_isToldWithItsRound() {
        RunWarnings warnings = warnings(0);
        warnings.round(report(1, WORK, new Machines(List.of(), List.of("Xeon"))));
        warnings.round(report(2, WORK, new Machines(List.of("Xeon"), List.of())));
        assertEquals(List.of(), said);
        warnings.round(report(3, WORK, new Machines(List.of("Xeon"), List.of("Epyc"))));
        warnings.round(report(4, WORK, new Machines(List.of("Xeon", "Epyc"), List.of())));
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("from round 3 on"), said.get(0));
        assertTrue(said.get(0).contains("2 kinds"), said.get(0));
        assertTrue(said.get(0).contains("Xeon; Epyc"), said.get(0));
    }

    private RunWarnings warnings(int roundsDone, String... overrides) {
        return warnings(roundsDone, false, overrides);
    }

    private RunWarnings warnings(int roundsDone, boolean local, String... overrides) {
        return new RunWarnings(
                config(overrides).averaging(), plan(overrides), roundsDone, local, said::add);
    }

    private static ExperimentConfig config(String... overrides) {
        List<String> all =
                new ArrayList<>(List.of("averaging.localSteps=5", "averaging.workers=4"));
        all.addAll(List.of(overrides));
        return Small.config(all.toArray(String[]::new));
    }

    private static RoundPlan plan(String... overrides) {
        return new RoundPlan(config(overrides), SAMPLES);
    }

    private static RoundReport report(int round, Times times) {
        return report(round, times, Machines.NONE);
    }

    private static RoundReport report(int round, Times times, Machines machines) {
        return new RoundReport(round, 1, 6, Counts.none(1), 0.001, 0.1, times, 0, 0, 0, machines);
    }
}
