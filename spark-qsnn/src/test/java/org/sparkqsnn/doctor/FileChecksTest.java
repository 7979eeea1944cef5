package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.doctor.Cases.CLUSTER;
import static org.sparkqsnn.doctor.Cases.LOCAL;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.Small;

class FileChecksTest {
    private static final String[] PLACED = {"spark.submit.deployMode", "cluster"};
    private final Optional<DataIdentity> data = Optional.of(DataIdentity.of(Small.dataset()));
    private final ExperimentConfig config = Small.config();
    @TempDir private Path folder;

    @Test
    void newDirectory_isUsable_andNotMade() throws IOException {
        assertOk(checks(LOCAL).usable(at("runs/deep/new"), data), "free for a new run");
        assertEquals(List.of(), files());
    }

    @Test
    void sameRun_goesOn_untouched() throws IOException {
        new ExperimentRun(at("run")).begin(config, data.orElseThrow());
        List<String> before = files();
        assertOk(checks(LOCAL).usable(at("run"), data), "goes on");
        assertEquals(before, files());
    }

    @Test
    void otherRun_isAProblem() {
        new ExperimentRun(at("run")).begin(Small.config("seed=7"), data.orElseThrow());
        assertProblem(checks(LOCAL).usable(at("run"), data), "seed = 7, not 42");
    }

    @Test
    void placeThatCannotBeWritten_isAProblem() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        assertProblem(checks(LOCAL).usable(at("file/run"), data), "cannot write");
    }

    @Test
    void blocks_areReadByExecutors_whoNeedThePath() {
        assertOk(checks(LOCAL).byBlocks("large", 1L << 33, true), "tasks read its blocks");
        assertOk(checks("yarn").byBlocks("large", 1L << 33, false), "tasks read its blocks");
        Finding other = checks("yarn").byBlocks("large", 1L << 33, true);
        assertTrue(other.why().contains("executors read the blocks themselves"), other.why());
    }

    @Test
    void space_forOneCheckpointMoreThanAreKept() {
        long free = at("run").freeBytes();
        assertOk(checks(LOCAL).space(at("run"), 1000), "4 checkpoints");
        assertProblem(checks(LOCAL).space(at("run"), free), "4 checkpoints take");
    }

    @Test
    void localRunDirectory_isFine_whereTheDriverStays() {
        List<Finding> client = checks(CLUSTER).run(at("run"), data, 1000);
        client.forEach(finding -> assertOk(finding));
        assertEquals(3, client.size());
    }

    @Test
    void localRunDirectory_isAProblem_whereTheClusterPlacesTheDriver() {
        List<Finding> placed = checks(CLUSTER, PLACED).run(at("run"), data, 1000);
        assertProblem(placed.get(2), "picks the driver's host");
    }

    @Test
    void localDataset_isFine_whereTheDriverStays() {
        assertOk(checks(CLUSTER).read("mnist", 1 << 20, true), "executors need no path");
        assertAdvice(checks(CLUSTER, PLACED).read("mnist", 1 << 20, true), "may not have this");
        assertOk(checks(CLUSTER, PLACED).read("mnist", 1 << 20, false));
    }

    @Test
    void datasetThatCannotBeRead_isAProblem() {
        assertProblem(checks(LOCAL).refused(new BadInput("no such file")), "no such file");
    }

    private RunDirectory at(String name) {
        return RunDirectory.at(folder.resolve(name).toString(), new Configuration());
    }

    private FileChecks checks(String master, String... pairs) {
        return new FileChecks(config, Cases.settings(master, pairs));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).map(Path::toString).sorted().toList();
        }
    }
}
