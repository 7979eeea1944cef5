package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;

class TrainingDataTest {
    private final Dataset dataset = Small.dataset();

    @Test
    void withoutHoldout_theTestSetIsMeasured() {
        TrainingData data = TrainingData.of(dataset, Small.config());
        assertEquals(300, data.train().size());
        assertEquals(120, data.evaluation().size());
        assertEquals("test", data.split());
    }

    @Test
    void holdout_takesTheLastSamples() {
        TrainingData data = TrainingData.of(dataset, Small.config("data.holdout=0.1"));
        assertEquals(270, data.train().size());
        assertEquals(30, data.evaluation().size());
        assertEquals(dataset.train().label(270), data.evaluation().label(0));
        assertEquals(dataset.train().pixel(299, 400), data.evaluation().pixel(29, 400));
        assertEquals("validation", data.split());
    }

    @Test
    void tooFewSamples_areRefused() {
        assertTrue(
                refusal("data.holdout=0.99").contains("averaging.workers is 5 but only 3 of 300"));
        assertTrue(refusal("data.holdout=0.0001").contains("holds out none"));
        assertTrue(refusal("averaging.workers=301").contains("averaging.workers is 301"));
    }

    @Test
    void recordedSpikes_areNotInADataset() {
        assertTrue(refusal("encoder.kind=events").contains("datasets hold images"));
    }

    private String refusal(String override) {
        return assertThrows(BadInput.class, () -> TrainingData.of(dataset, Small.config(override)))
                .getMessage();
    }
}
