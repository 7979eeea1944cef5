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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialIds;

/**
 * Sweeps that earlier commits wrote, of versions 1 and 2: the ids of their trials are by the rule
 * of then, in version 1 with the data's path.
 */
class OldSweepTest {
    private static final String BUILT_OF = "0.1.0\n";

    @TempDir private Path folder;

    /**
     * @param commit that wrote it, all of its digits
     * @param trial its config 2 with seed 42
     * @param weights their sha256 then
     */
    @ParameterizedTest
    @CsvSource({
        "d87453bc4a6dce1e6e758cb9b2adad9c53b1366a,"
                + "2a96c1fe381861cde758de5070f6adce9c78cb263e28d6668e0482c5da65aaf3,"
                + "a96d93e806e5170bedad1e6cdde15592be9940cbfdd79fb970d280fafa5952fc",
        "4c8c729dae9e6ac8d3f1e35747c35b15c1563500,"
                + "86f6e7b2b09993d31f66d4df0cf611c054ac5a81328f56fe2c5bdfc608ba2a30,"
                + "3f220afadc0b442252d965b20ccf40d753ef913f3f1bfab3b700c9d84ae2cf40"
    })
    void trialsAreFound_andOneThatIsMissing_hasTheBitsOfThen(
            String commit, String trial, String weights) throws IOException {
        Path written =
                Path.of("src/test/resources/written-by-" + commit.substring(0, 7) + "/sweep");
        byte[] json = Files.readAllBytes(written.resolve("sweep.json"));
        SweepFile file = SweepFile.read(json, "sweep.json");
        Dataset sample = EmbeddedSample.load();
        TrialIds ids = new TrialIds(file.ids().version(), BUILT_OF + commit);
        SweepPlan plan = SweepPlan.of(file.definition(), path -> sample, ids);
        Set<String> then = new TreeSet<>();
        try (Stream<Path> results = Files.list(written.resolve("trials"))) {
            for (Path result : results.toList()) {
                String name = result.getFileName().toString();
                then.add(name.substring(0, 64));
                if (!name.startsWith(trial)) Files.copy(result, folder.resolve(name));
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
                        .filter(one -> one.trial().equals(trial))
                        .findFirst()
                        .orElseThrow();
        assertEquals(weights, row.paramsSha256());
    }
}
