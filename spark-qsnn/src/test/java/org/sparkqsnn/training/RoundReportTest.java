package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.training.round.Workers;

class RoundReportTest {

    /** By hand: 96 samples in 31 + 0.5 + 0.5 s; 24 pairs of sample and neuron over 5 steps. */
    @Test
    void line_hasRatesAndFractions() {
        RoundReport report = report(longs(24), longs(60), longs(6), longs(3));
        assertEquals(3, report.imagesPerSecond());
        JsonNode line = line(report);
        assertEquals("[0.5]", line.get("firingRate").toString());
        assertEquals("[0.25]", line.get("silentFraction").toString());
        assertEquals("[0.125]", line.get("saturatedFraction").toString());
        assertEquals(16.5, line.at("/seconds/average").doubleValue());
        assertEquals(7, line.get("ties").longValue());
        assertEquals(0.25, line.get("penalty").doubleValue());
    }

    @Test
    void layerWithoutSpikes_hasNoRate() {
        JsonNode line = line(report(longs(24, 0), longs(60, 0), longs(6, 0), longs(3, 0)));
        assertEquals("[0.5,null]", line.get("firingRate").toString());
        assertEquals("[0.25,null]", line.get("silentFraction").toString());
        assertEquals("[0.125,null]", line.get("saturatedFraction").toString());
        assertFalse(line.has("ties"), "the read-out does not spike");
    }

    @Test
    void networkWithoutSpikes_hasNoRates() {
        JsonNode line = line(report(longs(0, 0), longs(0, 0), longs(0, 0), longs(0, 0)));
        for (String key : List.of("firingRate", "silentFraction", "saturatedFraction", "ties"))
            assertFalse(line.has(key), key);
        assertEquals(0.5, line.get("trainAccuracy").doubleValue());
    }

    private static RoundReport report(
            long[] neurons, long[] spikes, long[] silent, long[] saturated) {
        Counts counts =
                new Counts(96, 48, 7, 96, 24, new Activity(neurons, spikes, silent, saturated));
        Workers.Times times = new Workers.Times(1, 2, 4, 8, 16);
        return new RoundReport(3, 1, 5, counts, 0.1, 0.2, times, 0.5, 7, 0.5, Machines.NONE);
    }

    private static JsonNode line(RoundReport report) {
        return Json.read(Json.line(report.json("00")), JsonNode.class, "line");
    }

    private static long[] longs(long... values) {
        return values;
    }
}
