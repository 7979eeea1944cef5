package org.sparkqsnn.cli;

import java.util.concurrent.Callable;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.spark.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: {@code train} with the config that a run directory holds. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Continue a run that was stopped, with the config in its directory.")
final class ResumeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "Directory of the run.")
    private String directory;

    @Override
    public Integer call() {
        PlainUri.require("the run directory", directory);
        RunDirectory run = RunDirectory.at(directory, Session.hadoop(Session.conf("qsnn resume")));
        RunIdentity identity = run.identity().orElseThrow(() -> EvaluateCommand.noRun(directory));
        return new Training(identity.experiment().withRunDir(directory), Typed.by(spec)).run();
    }
}
