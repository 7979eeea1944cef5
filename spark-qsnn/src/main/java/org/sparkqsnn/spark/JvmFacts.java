package org.sparkqsnn.spark;

import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkEnv;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.storage.LeaseHolder;
import org.sparkqsnn.training.round.Fingerprint;
import scala.util.Properties$;

/**
 * What one JVM of a session is and has: the driver, or an executor.
 *
 * @param executor Spark's id of it; {@code driver} for the driver, and for all of local mode
 * @param host where it runs
 * @param versions of what it runs
 * @param cpu what its kernels run on
 * @param fingerprint what a run of the config notes of this JVM
 * @param collector names of its garbage collectors
 * @param processors it sees
 * @param heapBytes at most
 * @param clockMillis its clock, in milliseconds since 1970
 */
public record JvmFacts(
        String executor,
        String host,
        Versions versions,
        Cpu cpu,
        String fingerprint,
        String collector,
        int processors,
        long heapBytes,
        long clockMillis)
        implements Serializable {

    /**
     * @param java build and vendor: kernels have the same bits for one JDK build
     * @param commit of our jar
     */
    public record Versions(String java, String spark, String scala, String hadoop, String commit)
            implements Serializable {}

    /**
     * @param vectors whether the vector kernels run
     * @param lanes floats of a vector
     * @param blasKernel kind of CPU that OpenBLAS is told to assume; empty if it finds out
     * @param blasThreads OMP_NUM_THREADS; empty for as many as there are cores
     */
    public record Cpu(boolean vectors, int lanes, String blasKernel, String blasThreads)
            implements Serializable {}

    /** The facts of this JVM, now, as a run of the config would find them. */
    static JvmFacts here(ExperimentConfig config) {
        SparkEnv spark = SparkEnv.get();
        Runtime runtime = Runtime.getRuntime();
        return new JvmFacts(
                spark == null ? "driver" : spark.executorId(),
                LeaseHolder.hostName(),
                versionsHere(),
                cpuOf(System.getenv()),
                Fingerprint.of(config),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                runtime.availableProcessors(),
                runtime.maxMemory(),
                System.currentTimeMillis());
    }

    private static Versions versionsHere() {
        return new Versions(
                System.getProperty("java.runtime.version")
                        + " "
                        + System.getProperty("java.vendor"),
                Session.version(),
                Properties$.MODULE$.versionNumberString(),
                VersionInfo.getVersion(),
                Build.commit());
    }

    private static Cpu cpuOf(Map<String, String> environment) {
        return new Cpu(
                Vectors.AVAILABLE,
                Vectors.LANES,
                environment.getOrDefault("OPENBLAS_CORETYPE", ""),
                environment.getOrDefault("OMP_NUM_THREADS", ""));
    }
}
