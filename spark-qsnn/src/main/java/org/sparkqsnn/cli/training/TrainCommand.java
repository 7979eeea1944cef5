package org.sparkqsnn.cli.training;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sparkqsnn.cli.terminal.Environment;
import org.sparkqsnn.cli.terminal.Typed;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train}: a config to a trained network in a run directory. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train a network. Without arguments: the embedded sample of Fashion-MNIST, every key at its default.",
            "A run directory that holds the same config is continued."
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONF_FILE",
            description = "HOCON file; conf/reference.conf lists every key.")
    private File file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key, such as optimiser.learningRate=0.002. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Mixin private Environment environment;

    @Override
    public Integer call() {
        ExperimentConfig config =
                ConfigReader.read(Optional.ofNullable(file), overrides, environment.allowed());
        return new TrainSession(config, Typed.by(spec)).run();
    }
}
