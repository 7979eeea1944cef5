package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;

/** HDFS with two data nodes in this JVM, each block on both. */
final class Hdfs implements AutoCloseable {
    private static final int DATA_NODES = 2;
    private final MiniDFSCluster cluster;
    private final List<DataNodeProperties> stopped = new ArrayList<>();

    private Hdfs(MiniDFSCluster cluster) {
        this.cluster = cluster;
    }

    static Hdfs start(Path folder) {
        Configuration conf = new Configuration();
        conf.setInt("dfs.replication", DATA_NODES);
        try {
            MiniDFSCluster cluster =
                    new MiniDFSCluster.Builder(conf, Scratch.make(folder).toFile())
                            .numDataNodes(DATA_NODES)
                            .build();
            cluster.waitActive();
            Hdfs hdfs = new Hdfs(cluster);
            Processes.closeAtExit(hdfs);
            return hdfs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code hdfs://127.0.0.1:PORT} with a path. */
    String uri(String path) {
        return "hdfs://127.0.0.1:" + cluster.getNameNodePort() + path;
    }

    /** For clients in this JVM. */
    Configuration conf() {
        Configuration conf = new Configuration();
        conf.setInt("dfs.replication", DATA_NODES);
        return conf;
    }

    /** Stops a data node at once; its blocks stay on its disk. */
    void stopDataNode(int index) {
        stopped.add(cluster.stopDataNode(index));
    }

    /** Starts what was stopped, on the ports of before. */
    void mend() {
        try {
            for (DataNodeProperties node : stopped) cluster.restartDataNode(node, true);
            stopped.clear();
            cluster.waitActive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Processes.closed(this);
        cluster.shutdown(true);
    }
}
