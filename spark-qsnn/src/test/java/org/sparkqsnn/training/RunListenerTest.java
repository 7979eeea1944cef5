package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.Score;

class RunListenerTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void two_hearInTheirOrder() {
        RunListener both = listener("one").and(listener("two"));
        both.round(null);
        both.evaluated(null);
        assertEquals(List.of("one round", "two round", "one score", "two score"), heard);
    }

    private RunListener listener(String name) {
        return new RunListener() {
            @Override
            public void round(RoundReport report) {
                heard.add(name + " round");
            }

            @Override
            public void evaluated(Score score) {
                heard.add(name + " score");
            }
        };
    }
}
