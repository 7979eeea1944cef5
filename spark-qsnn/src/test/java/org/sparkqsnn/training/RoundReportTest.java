package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Tally;
import org.sparkqsnn.training.round.Workers;

class RoundReportTest {

    /** By hand: 96 samples in 31 + 0.5 + 0.5 s; 24 pairs of sample and neuron over 5 steps. */
    @Test
    void line_hasRatesAndFractions() {
        Tally tally =
                new Tally(
                        96,
                        48,
                        0,
                        96,
                        24,
                        new long[] {24},
                        new long[] {60},
                        new long[] {6},
                        new long[] {3});
        Workers.Times times = new Workers.Times(1, 2, 4, 8, 16);
        RoundReport report =
                new RoundReport(3, 1, 5, tally, 0.1, 0.2, times, 0.5, 7, 0.5, Machines.NONE);
        assertEquals(3, report.imagesPerSecond());
        JsonNode line = Json.read(Json.line(report.json("00")), JsonNode.class, "line");
        assertEquals(0.5, line.at("/firingRate/0").doubleValue());
        assertEquals(0.25, line.at("/silentFraction/0").doubleValue());
        assertEquals(0.125, line.at("/saturatedFraction/0").doubleValue());
        assertEquals(16.5, line.at("/seconds/average").doubleValue());
    }
}
