package org.sparkqsnn.cli.looking;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.NamedPlaces;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.report.Report;
import org.sparkqsnn.report.run.ComparePage;
import org.sparkqsnn.report.run.RunReport;
import org.sparkqsnn.report.sweep.SweepReport;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.storage.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: a run or sweep directory to a page. Starts no Spark. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Write report.html into a run or sweep directory: one page that needs no network.",
            "With --compare, one page of several runs side by side."
        })
public final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Directory of a run or a sweep.")
    private List<String> directories;

    @Option(names = "--compare", description = "Lay 2 to 8 runs side by side.")
    private boolean compare;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "compare.html",
            description = "With --compare: the page's file; default: ${DEFAULT-VALUE}.")
    private String out;

    @Option(
            names = "--watch",
            description = "Write the page anew while the run goes on, until it ends or Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "With --watch: seconds between two pages; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--data",
            paramLabel = "URI",
            description = "Where the data of the run are now; default: where they were.")
    private Optional<String> data = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Configuration hadoop = Session.hadoop(Session.conf("qsnn report"));
        directories.forEach(directory -> PlainUri.require("the run directory", directory));
        if (compare) System.out.println(compare(hadoop));
        else one(hadoop);
        return ExitCode.DONE;
    }

    private String compare(Configuration hadoop) {
        PlainUri.require("the page's file", out);
        if (watch) throw new BadInput("--watch is for one run; leave out --compare or --watch");
        List<RunDirectory> runs =
                directories.stream().map(directory -> RunDirectory.at(directory, hadoop)).toList();
        return OutputFile.write(out, ComparePage.of(runs).html(), hadoop);
    }

    private void one(Configuration hadoop) throws InterruptedException {
        if (directories.size() != 1)
            throw new BadInput(
                    "report takes one directory, got "
                            + directories.size()
                            + "; add --compare to lay them side by side");
        if (seconds < 1) throw new BadInput("--every must be at least 1, got " + seconds);
        SweepDirectory sweep = SweepDirectory.at(directories.get(0), hadoop);
        if (sweep.sweep().isPresent()) {
            write(new SweepReport(sweep), sweep::writeReport);
            return;
        }
        RunDirectory run = RunDirectory.at(directories.get(0), hadoop);
        write(new RunReport(run, stored -> open(stored, hadoop)), run::writeReport);
    }

    private Dataset open(DataConfig stored, Configuration hadoop) {
        if (data.isPresent()) return Datasets.open(data.get(), stored, hadoop);
        NamedPlaces places = new NamedPlaces(directories.get(0), hadoop);
        String say = "--data " + RepeatCommand.quoted(stored.path());
        return Datasets.open(places.near("data.path", stored.path(), say), stored, hadoop);
    }

    private void write(Report report, Function<byte[], String> writer) throws InterruptedException {
        Report.Made first = report.make();
        boolean goesOn = watch && !first.complete();
        System.out.println(writer.apply(page(first, goesOn)));
        if (goesOn) new ReportWatch(report, writer, seconds).watch();
    }

    private byte[] page(Report.Made made, boolean goesOn) {
        return made.page().refreshedEvery(goesOn ? seconds : 0).html();
    }
}
