package org.sparkqsnn.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.BadInput;

class NeuronRulesTest {

    /** A neuron that says of itself what it is told to. */
    private record Said(
            int inputs, int constantInputs, int states, int own, List<String> planes, double second)
            implements Neuron {
        @Override
        public double initialOwn(int i) {
            return i == 1 ? second : 0;
        }

        @Override
        public void charge(Cell cell) {}

        @Override
        public void reset(Cell cell) {}

        @Override
        public void backward(Cell cell) {}
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 0  | 0  | 0  | '' | 0   | inputs() is 0; it must be at least 1",
                "-3 | 0  | 0  | 0  | '' | 0   | inputs() is -3; it must be at least 1",
                "1  | 1  | -1 | 0  | '' | 0   | states() is -1; it must be at least 0",
                "1  | 1  | 0  | -1 | '' | 0   | own() is -1; it must be at least 0",
                "1  | 0  | 0  | 0  | '' | 0   | constantInputs() is 0; it must be at least 1",
                "1  | 2  | 0  | 0  | '' | 0   | constantInputs() is 2; it must be at most inputs(), which is 1",
                "2  | 2  | 0  | 0  | 'a' | 0  | planes() is [a]; it must be as many different words as inputs(), which is 2",
                "2  | 2  | 0  | 0  | 'a a' | 0 | planes() is [a, a]; it must be as many different",
                "1  | 1  | 0  | 0  | '../a' | 0 | planes() is [../a]; it must be as many different",
                "1  | 1  | 0  | 2  | '' | 1   | initialOwn(1) is 1.0; it must be finite and that of number 0",
                "1  | 1  | 0  | 2  | '' | NaN | initialOwn(1) is NaN; it must be finite and that of number 0",
            })
    void mistake_namesTheClassAndTheRule(
            int inputs,
            int constant,
            int states,
            int own,
            String planes,
            double second,
            String expected) {
        Said neuron =
                new Said(inputs, constant, states, own, List.of(planes.split(" ", -1)), second);
        BadInput refused = assertThrows(BadInput.class, () -> NeuronRules.require(neuron));
        String message = refused.getMessage();
        assertTrue(message.startsWith("has neurons of " + Said.class.getName()), message);
        assertTrue(message.contains(", whose " + expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void neuronsOfTheProject_keepToTheRules() {
        for (String kind : Neuron.KINDS.names()) NeuronRules.require(Neuron.KINDS.defaults(kind));
        NeuronRules.require(new Said(2, 1, 0, 2, List.of("theta", "tau"), 0));
    }
}
