package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.training.Small;

/** States of a network of 7 parameters, for 5 workers with two moments of each parameter. */
class ModelStateTest {

    @Test
    void stateOfTheConfig_fits() {
        state(7, 0, 0, 0).requireFit(Small.config(), 7);
        state(7, 7, 1, 14).requireFit(Small.config(), 7);
        state(7, 7, 5, 14).requireFit(Small.config(), 7);
    }

    @Test
    void everyOtherLength_isRefused() {
        assertRefused("8 parameters, the config's network 7", state(8, 0, 0, 0));
        assertRefused("8 velocities, the config's network 7", state(7, 8, 0, 0));
        assertRefused("7 moments, the config's network 14", state(7, 7, 1, 7));
        assertRefused("2 blocks of moments, the config 5 workers", state(7, 7, 2, 14));
    }

    private static void assertRefused(String why, ModelState state) {
        BadInput refused = assertThrows(BadInput.class, () -> state.requireFit(Small.config(), 7));
        assertEquals(
                "the checkpoint of round 3 has " + why + "; train into a new run.dir",
                refused.getMessage());
    }

    private static ModelState state(int parameters, int velocity, int blocks, int moments) {
        List<float[]> all = Collections.nCopies(blocks, new float[moments]);
        return new ModelState(3, new float[parameters], new float[velocity], all);
    }
}
