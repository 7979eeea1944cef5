package org.sparkqsnn.cli.training;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sparkqsnn.cli.terminal.Environment;
import org.sparkqsnn.cli.terminal.Typed;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.search.SweepReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sweep}: many configs with many seeds to a table with confidence intervals. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Train many configs, each with many seeds, and compare them.",
            "The file is one of train with two more sections, sweep and axes; see conf/sweep.",
            "A sweep directory that holds the same sweep is continued; no trial is trained twice."
        })
public final class SweepCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CONF_FILE",
            description = "HOCON file; conf/sweep/reference.conf lists the keys of a sweep.")
    private File file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Override a key, such as sweep.seeds=20 or axes.neuron.t1=[30,60]. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "Stop when more than N trials have failed; sweep.maxFailures.")
    private Optional<Integer> maxFailures = Optional.empty();

    @Option(
            names = "--retry-failed",
            description = "Run trials again that have failed before, say for want of memory.")
    private boolean retryFailed;

    @Mixin private Environment environment;

    @Override
    public Integer call() {
        List<String> all = new ArrayList<>(overrides);
        maxFailures.ifPresent(most -> all.add("sweep.maxFailures=" + most));
        SweepDefinition definition =
                SweepReader.read(Optional.of(file), all, environment.allowed());
        return new SweepSession(definition, retryFailed, Typed.by(spec)).run();
    }
}
