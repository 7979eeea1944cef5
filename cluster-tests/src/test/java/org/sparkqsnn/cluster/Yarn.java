package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** YARN with two node managers in this JVM; containers are JVMs of their own. */
final class Yarn implements AutoCloseable {
    /** The node managers' folders go there, under the pom's {@code test.build.data}. */
    private static final String NAME = "YarnIT/yarn";

    private final MiniYARNCluster cluster;
    private final Path containers;

    private Yarn(MiniYARNCluster cluster, Path containers) {
        this.cluster = cluster;
        this.containers = containers;
    }

    /** Starts it and writes the clients' {@code HADOOP_CONF_DIR}, a folder of {@code YarnIT}. */
    static Yarn start(Path hadoopConf) {
        YarnConfiguration conf = new YarnConfiguration();
        conf.set("yarn.scheduler.capacity.root.queues", "default");
        conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
        conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
        conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        // A disk that others filled is none of the test's business; the default is 90 %.
        conf.set(
                "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
                "99.9");
        MiniYARNCluster cluster = new MiniYARNCluster(NAME, 2, 1, 1);
        cluster.init(conf);
        Yarn yarn = new Yarn(cluster, cluster.getTestWorkDir().toPath().toAbsolutePath());
        Processes.closeAtExit(yarn);
        cluster.start();
        yarn.write(hadoopConf);
        return yarn;
    }

    /** Java processes of containers that run executors. */
    List<ProcessHandle> executors() {
        return Processes.in(containers).stream()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> Processes.commandLine(process).contains("ExecutorBackend"))
                .toList();
    }

    /** What containers have printed. */
    List<String> outputs() {
        return Scratch.files(containers).stream()
                .filter(file -> file.endsWith("stdout"))
                .map(Scratch::read)
                .toList();
    }

    private void write(Path folder) {
        Configuration conf = new Configuration(cluster.getConfig());
        for (var setting : conf) {
            // StaticMapping, which only the tests of Hadoop have.
            if (setting.getKey().startsWith("net.topology.")) conf.unset(setting.getKey());
        }
        try (OutputStream yarn = Files.newOutputStream(folder.resolve("yarn-site.xml"))) {
            conf.writeXml(yarn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Processes.closed(this);
        cluster.stop();
        for (ProcessHandle left : Processes.in(containers)) left.destroyForcibly();
    }
}
