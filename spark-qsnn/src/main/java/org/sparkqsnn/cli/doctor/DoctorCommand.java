package org.sparkqsnn.cli.doctor;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.sparkqsnn.cli.terminal.Environment;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doctor}: what {@code train} with the same options would meet. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Check what training with these options would meet: settings, files, executors, memory,"
                    + " and two rounds.",
            "Leaves nothing in the run directory. Exit code 1 if there is a problem."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONF_FILE",
            description = "HOCON file, as of train.")
    private File file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key, as of train. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--no-probe",
            description = "Do not train the two rounds that predict a round's efficiency.")
    private boolean noProbe;

    @Mixin private Environment environment;

    @Override
    public Integer call() {
        ExperimentConfig config =
                ConfigReader.read(Optional.ofNullable(file), overrides, environment.allowed());
        SparkConf spark = Session.conf("qsnn doctor");
        DoctorReport report = new DoctorSession(config, spark).report(!noProbe);
        System.out.print(json ? report.json() : report.table());
        System.out.flush();
        return report.problems() == 0 ? ExitCode.DONE : ExitCode.PROBLEMS;
    }
}
