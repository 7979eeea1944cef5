package org.sparkqsnn.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.sparkqsnn.cli.doctor.DoctorCommand;
import org.sparkqsnn.cli.looking.EvaluateCommand;
import org.sparkqsnn.cli.looking.PredictCommand;
import org.sparkqsnn.cli.looking.ReportCommand;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.MemoryRanOut;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.cli.training.ResumeCommand;
import org.sparkqsnn.cli.training.SweepCommand;
import org.sparkqsnn.cli.training.TrainCommand;
import org.sparkqsnn.data.cli.PrepareCommand;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.RootCause;
import org.sparkqsnn.storage.LeaseLost;
import org.sparkqsnn.training.Diverged;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The command line's root. Options of spark-submit are taken by {@code scripts/qsnn} before this
 * sees the rest.
 */
@Command(
        name = "qsnn",
        description = "Train quantum spiking neural networks on Apache Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            PrepareCommand.class,
            TrainCommand.class,
            ResumeCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SweepCommand.class,
            ReportCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Options of spark-submit (--master, --conf, --driver-memory ...) may stand anywhere before --set.",
            "Exit codes: 0 done, 1 doctor found a problem, 2 bad input or config, 3 stopped and resumable, 4 failed."
        })
public final class Qsnn {
    private static final String MORE_MEMORY =
            "; give the driver and the executors more with --driver-memory and --executor-memory";

    private static final String MORE_ROOM = "; see that the disk is not full";

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    private Qsnn() {}

    public static void main(String[] args) {
        int code = run(args);
        // Not for 0: on YARN, exit before main returns means failure.
        if (code != ExitCode.DONE) System.exit(code);
    }

    /** Runs a command line in this JVM and returns its exit code. */
    public static int run(String... args) {
        Qsnn root = new Qsnn();
        CommandLine command = new CommandLine(root);
        command.setParameterExceptionHandler(Qsnn::refuse);
        command.setExecutionExceptionHandler((e, failed, parsed) -> root.explain(e, failed));
        if (args.length == 0) {
            command.usage(command.getOut());
            return ExitCode.BAD_INPUT;
        }
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            return say(command.getErr(), "failed: " + e + MORE_MEMORY, ExitCode.FAILED);
        } catch (FSError e) {
            // From Hadoop's local files, when a disk is full.
            String why = "cannot write: " + RootCause.of(e).getMessage() + MORE_ROOM;
            return say(command.getErr(), why, ExitCode.FAILED);
        }
    }

    private static int refuse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage().lines().findFirst().orElse("wrong options");
        String help = command.getCommandSpec().qualifiedName();
        return say(command.getErr(), message + "; see " + help + " --help", ExitCode.BAD_INPUT);
    }

    private int explain(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (verbose) e.printStackTrace(err);
        Optional<BadInput> refused = RootCause.refusal(e);
        if (refused.isPresent()) return say(err, refused.get().getMessage(), ExitCode.BAD_INPUT);
        if (e instanceof Diverged || e instanceof LeaseLost || e instanceof MemoryRanOut)
            return say(err, e.getMessage(), ExitCode.FAILED);
        Throwable root = RootCause.of(e);
        String what = "failed: " + root.toString().lines().findFirst().orElse("no message");
        if (root instanceof OutOfMemoryError) return say(err, what + MORE_MEMORY, ExitCode.FAILED);
        return say(
                err, what + (verbose ? "" : "; --verbose shows the stack trace"), ExitCode.FAILED);
    }

    private static int say(PrintWriter err, String message, int code) {
        err.println("qsnn: " + Terminal.plain(message));
        err.flush();
        return code;
    }
}
