package org.sparkqsnn.data.shard;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The driver's settings of Hadoop in a task, which has only those of its machine otherwise. New
 * files follow the umask of the process that writes them.
 */
public final class TaskHadoop implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> settings;

    /** Sends them out. */
    public TaskHadoop(JavaSparkContext spark) {
        this.settings = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    }

    /** A copy, on the driver or in a task. */
    public Configuration get() {
        return Umask.follow(new Configuration(settings.value().value()));
    }
}
