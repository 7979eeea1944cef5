package org.sparkqsnn.sweep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.sweep.SmallSweep;

class BracketTest {
    @Test
    void full_trainsAllToTheEnd() {
        assertEquals(List.of("0+12: 12x7"), texts("", 7, 12));
    }

    @Test
    void halving_keepsAThirdForThreeTimesTheEpochs() {
        String halving = "sweep.schedule=halving";
        assertEquals(List.of("0+27: 27x1 9x3 3x9 1x27"), texts(halving, 27, 27));
        assertEquals(List.of("0+10: 10x1 3x3 1x5"), texts(halving, 5, 10));
        assertEquals(List.of("0+2: 2x1 1x3 1x9"), texts(halving, 9, 2));
    }

    /** Algorithm 1 of the paper for R = 81 and eta = 3: n = 81, 34, 15, 8, 5 and r = 1 ... 81. */
    @Test
    void hyperband_isThePapers() {
        List<String> expected =
                List.of(
                        "0+81: 81x1 27x3 9x9 3x27 1x81",
                        "81+34: 34x3 11x9 3x27 1x81",
                        "115+15: 15x9 5x27 1x81",
                        "130+8: 8x27 2x81",
                        "138+5: 5x81");
        assertEquals(expected, texts("sweep.schedule=hyperband", 81, 143));
        assertEquals(143, Bracket.configs(sweep("sweep.schedule=hyperband"), 81));
    }

    /** With R = 18 and at least 2 epochs a factor of 9 lies between: S = 2. */
    @Test
    void hyperband_beginsWithTheLeastEpochs() {
        SweepConfig sweep =
                SmallSweep.of(
                                List.of(
                                        "sweep.schedule=hyperband",
                                        "sweep.search=random",
                                        "sweep.minEpochs=2"))
                        .sweep();
        assertEquals(
                List.of("0+9: 9x2 3x6 1x18", "9+5: 5x6 1x18", "14+3: 3x18"),
                Bracket.of(sweep, 18, 17).stream().map(BracketTest::text).toList());
    }

    /** 3^18 epochs: 19 brackets, of which the first is larger than an int times 19. */
    @Test
    void hyperbandOfManyEpochs_countsRight() {
        int epochs = 387_420_489;
        SweepConfig sweep = sweep("sweep.schedule=hyperband");
        assertEquals(387_420_489, Bracket.of(sweep, epochs, 0).get(0).configs());
        assertEquals(136_314_617, Bracket.of(sweep, epochs, 0).get(1).configs());
    }

    @Test
    void hyperbandWithMoreConfigsThanNumbers_isRefused() {
        SweepConfig sweep =
                SmallSweep.of(
                                List.of(
                                        "sweep.schedule=hyperband",
                                        "sweep.search=random",
                                        "sweep.eta=2"))
                        .sweep();
        BadInput refused = assertThrows(BadInput.class, () -> Bracket.of(sweep, 1 << 30, 0));
        assertTrue(refused.getMessage().contains("use a larger sweep.minEpochs"));
    }

    /** Bracket as first+configs and configs x epochs of each rung. */
    private static List<String> texts(String setting, int epochs, int configs) {
        return Bracket.of(sweep(setting), epochs, configs).stream().map(BracketTest::text).toList();
    }

    private static String text(Bracket bracket) {
        int[] left = {bracket.configs()};
        String rungs =
                bracket.rungs().stream()
                        .map(
                                rung -> {
                                    String text = left[0] + "x" + rung.epochs();
                                    left[0] = rung.best();
                                    return text;
                                })
                        .collect(Collectors.joining(" "));
        return bracket.first() + "+" + bracket.configs() + ": " + rungs;
    }

    private static SweepConfig sweep(String setting) {
        List<String> all = setting.isEmpty() ? List.of() : List.of(setting, "sweep.search=random");
        return SmallSweep.of(all).sweep();
    }
}
