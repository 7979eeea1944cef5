package org.sparkqsnn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.run.ConfigReader;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.sweep.SweepDefinition;
import org.sparkqsnn.sweep.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: {@code train} or {@code sweep} with what a directory holds. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Continue a run or a sweep that was stopped, with what is in its directory.")
final class ResumeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the run or sweep.")
    private String directory;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Override a key that changes no result, such as run.leaseSeconds=30, or"
                        + " data.path=URI where the same data have moved to. May be repeated."
            })
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() {
        PlainUri.require("the directory", directory);
        Configuration hadoop = Session.hadoop(Session.conf("qsnn resume"));
        SweepDirectory sweep = SweepDirectory.at(directory, hadoop);
        Optional<byte[]> json = sweep.sweep();
        if (json.isPresent()) return sweep(SweepFile.read(json.get(), sweep.nameOf("sweep.json")));
        RunDirectory run = RunDirectory.at(directory, hadoop);
        RunIdentity identity = run.identity().orElseThrow(() -> EvaluateCommand.noRun(directory));
        ExperimentConfig asked = ConfigReader.changed(identity.experiment(), overrides);
        return new Training(asked.withRunDir(directory), Typed.by(spec)).run();
    }

    private int sweep(SweepFile file) {
        SweepDefinition asked = file.definition(overrides);
        SweepDefinition here =
                new SweepDefinition(
                        asked.experiment(), asked.sweep().withDir(directory), asked.axes());
        return new Sweeping(here, false, Typed.by(spec)).run();
    }
}
