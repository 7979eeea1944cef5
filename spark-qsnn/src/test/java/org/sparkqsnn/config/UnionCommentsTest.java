package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnionCommentsTest {
    private static final List<String> LAYERS =
            List.of(
                    "# model.layers.N = {kind=branch}",
                    "# model.layers.N = {kind=dense, outputs=0}",
                    "# model.layers.N = {kind=max-pool, size=2}");

    @Test
    void everyKind_hasALine_withItsKeys() {
        List<String> lines = UnionComments.expected(Example.Root.class);
        assertEquals(LAYERS, lines.subList(0, 3));
        assertEquals(
                List.of(
                        "# neuron = {kind=identity}",
                        "# neuron = {kind=lif, beta=0.9, threshold=1.0}",
                        "# neuron = {kind=qlif, threshold=0.75, t1=60.0, reset=ground}"),
                lines.subList(3, 6));
        assertEquals(
                List.of(
                        "# rest.N = {steps=2, samples=5, rate=0.001, shuffle=true, name=\"\","
                                + " reset=ground, window=\"1\", decays=[0.5], tags=[]}"),
                lines.subList(6, lines.size()));
    }

    @Test
    void linesOfAConfig_areFound_amongOthers() {
        String hocon =
                "# Every key.\nmodel {\n  # one of\n  "
                        + String.join("\n  ", LAYERS)
                        + "\n  layers = [] # none = {}\n}\n";
        assertEquals(LAYERS, UnionComments.in(hocon));
    }
}
