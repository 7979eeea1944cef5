package org.sparkqsnn.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialIds;

/** A sweep that commit d87453b wrote, of version 1: its trials' ids have the data's path. */
class OldSweepTest {
    private static final Path WRITTEN = Path.of("src/test/resources/written-by-d87453b/sweep");
    private static final String BUILD = "0.1.0\nd87453bc4a6dce1e6e758cb9b2adad9c53b1366a";

    /** Config 2, seed 42. */
    private static final String TRIAL =
            "2a96c1fe381861cde758de5070f6adce9c78cb263e28d6668e0482c5da65aaf3";

    private static final String WEIGHTS =
            "a96d93e806e5170bedad1e6cdde15592be9940cbfdd79fb970d280fafa5952fc";

    @TempDir private Path folder;

    @Test
    void trialsAreFound_andOneThatIsMissing_hasTheBitsOfThen() throws IOException {
        byte[] json = Files.readAllBytes(WRITTEN.resolve("sweep.json"));
        SweepFile file = SweepFile.read(json, "sweep.json");
        Dataset sample = EmbeddedSample.load();
        TrialIds ids = new TrialIds(file.ids().version(), BUILD);
        SweepPlan plan = SweepPlan.of(file.definition(), path -> sample, ids);
        Set<String> then = new TreeSet<>();
        try (Stream<Path> results = Files.list(WRITTEN.resolve("trials"))) {
            for (Path result : results.toList()) {
                String name = result.getFileName().toString();
                then.add(name.substring(0, 64));
                if (!name.startsWith(TRIAL)) Files.copy(result, folder.resolve(name));
            }
        }
        assertEquals(then, plan.allTrials().stream().map(Trial::id).collect(Collectors.toSet()));
        TrialFiles files = TrialFiles.at(folder.toString(), new Configuration());
        ThreadTrials runner = new ThreadTrials(sample, files);
        SweepListener silent = new SweepListener() {};
        Sweep sweep = new Sweep(plan, files, true, runner, silent);
        assertEquals(Sweep.End.DONE, sweep.run(() -> false));
        assertEquals(1, runner.run.size(), "nothing is trained twice");
        Row row =
                sweep.rows().stream()
                        .filter(one -> one.trial().equals(TRIAL))
                        .findFirst()
                        .orElseThrow();
        assertEquals(WEIGHTS, row.paramsSha256());
    }
}
