package org.sparkqsnn.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.cli.terminal.NamedPlaces;
import org.sparkqsnn.cli.terminal.StoredRun;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.cli.terminal.Typed;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.experiment.TrackingConfig;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.search.Axis;
import org.sparkqsnn.sweep.search.SweepDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume}: {@code train} or {@code sweep} with what a directory holds. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Continue a run or a sweep that was stopped, with what is in its directory.",
            "Trackers, sweep.trials and data on another file system are not taken from there: name them"
                    + " with --set."
        })
public final class ResumeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the run or sweep.")
    private String directory;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Override a key that decides no result, such as tracking.mlflow=https://host, or"
                        + " data.path=URI where the same data have moved to. May be repeated."
            })
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() {
        PlainUri.require("the directory", directory);
        Configuration hadoop = Session.hadoop(Session.conf("qsnn resume"));
        SweepDirectory sweep = SweepDirectory.at(directory, hadoop);
        Optional<byte[]> json = sweep.sweep();
        if (json.isPresent())
            return sweep(SweepFile.read(json.get(), sweep.nameOf("sweep.json")), hadoop);
        RunDirectory run = RunDirectory.at(directory, hadoop);
        RunIdentity identity = StoredRun.identity(run, directory);
        return new TrainSession(run(ExperimentRun.config(identity), hadoop), Typed.by(spec)).run();
    }

    private ExperimentConfig run(ExperimentConfig stored, Configuration hadoop) {
        String data = stored.data().path();
        requireNear("data.path", List.of(data), data, hadoop);
        ExperimentConfig untracked = stored.withTracking(tracking(stored));
        return ConfigReader.changed(untracked, overrides).withRunDir(directory);
    }

    /**
     * None: where numbers and the token of a server go is for the user to say, not for a file that
     * others may have written.
     */
    private TrackingConfig tracking(ExperimentConfig stored) {
        TrackingConfig then = stored.tracking();
        warn("tracking.tensorboard", then.tensorboard());
        warn("tracking.mlflow", then.mlflow());
        return new TrackingConfig("", "", then.experiment());
    }

    private void warn(String key, String value) {
        if (value.isEmpty() || isOverridden(key)) return;
        String line = key + " of the stored config is not used; to go on there, say ";
        Terminal.warn(line + set(key, value));
    }

    private int sweep(SweepFile file, Configuration hadoop) {
        SweepDefinition stored = file.definition();
        String data = stored.experiment().data().path();
        requireNear("data.path", List.of(data), data, hadoop);
        for (Axis axis : stored.axes()) {
            if (!axis.key().equals("data.path")) continue;
            String list = "[\"" + String.join("\",\"", axis.grid()) + "\"]";
            requireNear("axes.data.path", axis.grid(), list, hadoop);
        }
        if (!isOverridden("sweep.trials")) {
            String trials = stored.sweep().trials();
            new NamedPlaces(directory, hadoop)
                    .requireNone("sweep.trials", trials, set("sweep.trials", trials));
        }
        List<String> all = new ArrayList<>(overrides);
        all.add("sweep.dir=" + directory);
        return new SweepSession(file.definition(all), false, Typed.by(spec)).run();
    }

    private void requireNear(String key, List<String> uris, String value, Configuration hadoop) {
        if (isOverridden(key)) return;
        NamedPlaces places = new NamedPlaces(directory, hadoop);
        for (String uri : uris) {
            String unused = places.near(key, uri, set(key, value));
        }
    }

    private boolean isOverridden(String key) {
        return overrides.stream().anyMatch(one -> one.startsWith(key + "="));
    }

    private static String set(String key, String value) {
        return "--set " + RepeatCommand.quoted(key + "=" + value);
    }
}
