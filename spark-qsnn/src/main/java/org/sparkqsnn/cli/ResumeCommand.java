package org.sparkqsnn.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.sweep.SweepDefinition;
import org.sparkqsnn.sweep.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() {
        PlainUri.require("the directory", directory);
        Configuration hadoop = Session.hadoop(Session.conf("qsnn resume"));
        SweepDirectory sweep = SweepDirectory.at(directory, hadoop);
        Optional<byte[]> json = sweep.sweep();
        if (json.isPresent()) return sweep(SweepFile.read(json.get(), sweep.nameOf("sweep.json")));
        RunDirectory run = RunDirectory.at(directory, hadoop);
        RunIdentity identity = run.identity().orElseThrow(() -> EvaluateCommand.noRun(directory));
        return new Training(identity.experiment().withRunDir(directory), Typed.by(spec)).run();
    }

    private int sweep(SweepFile file) {
        SweepDefinition stored = file.definition();
        SweepDefinition here =
                new SweepDefinition(
                        stored.experiment(), stored.sweep().withDir(directory), stored.axes());
        return new Sweeping(here, false, Typed.by(spec)).run();
    }
}
