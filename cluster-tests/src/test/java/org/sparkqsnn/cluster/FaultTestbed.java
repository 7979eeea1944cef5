package org.sparkqsnn.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the faults strike: a standalone cluster, HDFS with a dataset on it, and the story of an
 * undisturbed run.
 */
final class FaultTestbed implements AutoCloseable {
    private final Path folder;
    private final Hdfs hdfs;
    private final LocalCluster cluster;
    private final Launcher qsnn;
    private final List<String> expected;

    private FaultTestbed(Path folder, Hdfs hdfs, LocalCluster cluster, List<String> expected) {
        this.folder = folder;
        this.hdfs = hdfs;
        this.cluster = cluster;
        this.qsnn = Launcher.on(cluster.url(), folder).with("spark.hadoop.dfs.replication", "2");
        this.expected = expected;
    }

    static FaultTestbed open(Path folder) {
        Hdfs hdfs = Hdfs.start(folder.resolve("hdfs"));
        String data = Experiment.prepare(hdfs.uri("/data"), hdfs.conf());
        List<String> expected = Experiment.undisturbed(folder, data);
        LocalCluster cluster = LocalCluster.start(folder.resolve("cluster"));
        return new FaultTestbed(folder, hdfs, cluster, expected);
    }

    Path folder() {
        return folder;
    }

    Hdfs hdfs() {
        return hdfs;
    }

    LocalCluster cluster() {
        return cluster;
    }

    Launcher qsnn() {
        return qsnn;
    }

    List<String> expected() {
        return expected;
    }

    String data() {
        return hdfs.uri("/data");
    }

    /** A new run directory on HDFS. */
    RunFiles onHdfs(String name) {
        return RunFiles.at(hdfs.uri("/runs/" + name), hdfs.conf());
    }

    @Override
    public void close() {
        Submission.endAll();
        cluster.close();
        hdfs.close();
    }
}
