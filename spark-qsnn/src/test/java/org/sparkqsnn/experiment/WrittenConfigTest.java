package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenConfigTest {
    private static final WrittenConfig WRITTEN =
            of("seed = 5, run.dir = a, data { path = b, holdout = 0.1 }, neuron.t1 = 30");

    @Test
    void with_isWhatTrainMakesOfTheSame() {
        ExperimentConfig expected =
                ConfigReader.read(
                        Optional.empty(),
                        List.of(
                                "seed=5",
                                "run.dir=a",
                                "data.path=b",
                                "data.holdout=0.1",
                                "neuron.t1=60",
                                "training.bptt=3",
                                "model.hidden=[8, 4]",
                                "model.kind=qsnn"));
        Map<String, String> values =
                Map.of(
                        "neuron.t1", "60",
                        "training.bptt", "3",
                        "model.hidden", "[8, 4]",
                        "model.kind", "qsnn");
        assertEquals(expected, WRITTEN.with(values));
        assertEquals(WRITTEN.config(), WRITTEN.with(Map.of()));
    }

    /** They are for whoever goes on to say, be it from elsewhere. */
    @Test
    void places_areTheConfigs_andNotWritten() {
        assertEquals(
                "{\"data\":{\"holdout\":0.1},\"neuron\":{\"t1\":30},\"seed\":5}",
                WRITTEN.written().toString());
        WrittenConfig moved = WRITTEN.at(WRITTEN.config().withDataPath("c").withRunDir("d"));
        ExperimentConfig other = moved.with(Map.of("seed", "6"));
        assertEquals("c", other.data().path());
        assertEquals("d", other.run().dir());
        assertEquals("e", moved.with(Map.of("data.path", "e")).data().path());
    }

    /** A key that a later build adds is the stored config's, not today's default. */
    @Test
    void keyThatIsNotWritten_isTheConfigs() {
        ExperimentConfig then =
                ConfigReader.changed(ExperimentConfig.DEFAULT, List.of("data.split=tail"));
        WrittenConfig stored = new WrittenConfig(then, WRITTEN.written());
        assertEquals(DataConfig.Split.TAIL, stored.with(Map.of("seed", "6")).data().split());
    }

    private static WrittenConfig of(String hocon) {
        return WrittenConfig.of(ConfigFactory.parseString(hocon).root());
    }
}
