package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatCommandTest {

    @Test
    void defaults_needNoOption() {
        assertEquals("./scripts/qsnn train", RepeatCommand.of(ExperimentConfig.DEFAULT));
    }

    /** A tracker that a stranger stored would be sent the token of who pastes the line. */
    @Test
    void whatDecidesNothing_isLeftOut() {
        assertEquals(
                "./scripts/qsnn train",
                RepeatCommand.of(
                        config(
                                "tracking.mlflow=https://stranger",
                                "tracking.tensorboard=/tmp/tb",
                                "checkpoint.everySeconds=0",
                                "run.leaseSeconds=20")));
    }

    @Test
    void differences_areOptions_withoutTheRunDirectory() {
        assertEquals(
                "./scripts/qsnn train --set 'model.hidden=[500, 300]' --set training.epochs=3",
                RepeatCommand.of(
                        config("training.epochs=3", "model.hidden=500,300", "run.dir=/tmp/x")));
    }

    /** As a real shell reads the line, and as {@code train} reads its options. */
    @Test
    void command_makesTheSameConfig() throws IOException, InterruptedException {
        ExperimentConfig config =
                config(
                        "seed=-7",
                        "data.path=hdfs://n/it's $HOME \"`x`\" </script><img onerror=1>",
                        "data.holdout=0.05",
                        "model.hidden=",
                        "neuron.leak=rotation",
                        "training.bptt=full",
                        "training.loss=both",
                        "optimiser.epsilon=1e-12",
                        "averaging.outer=nesterov");
        List<String> words = words(RepeatCommand.of(config));
        assertEquals(List.of("./scripts/qsnn", "train"), words.subList(0, 2));
        List<String> overrides = new ArrayList<>();
        for (int i = 2; i < words.size(); i += 2) {
            assertEquals("--set", words.get(i));
            overrides.add(words.get(i + 1));
        }
        assertEquals(9, overrides.size());
        assertEquals(config, ConfigReader.read(Optional.empty(), overrides));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "'", "''", "$x", "`x`", "\\", "a\nb", "*", "#", "~", "é", "-"})
    void word_isItselfInAShell(String word) throws IOException, InterruptedException {
        assertEquals(List.of(word), words(RepeatCommand.quoted(word)));
    }

    @Test
    void plainWord_hasNoQuotes() {
        assertFalse(RepeatCommand.quoted("averaging.outerLearningRate=1.0E-8").contains("'"));
    }

    private static List<String> words(String line) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder(
                                "sh", "-c", "for w in " + line + "; do printf '%s\\0' \"$w\"; done")
                        .start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        List<String> words = new ArrayList<>(List.of(out.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }

    private static ExperimentConfig config(String... overrides) {
        return ConfigReader.read(Optional.empty(), List.of(overrides));
    }
}
