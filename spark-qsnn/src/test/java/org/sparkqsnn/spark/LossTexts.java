package org.sparkqsnn.spark;

/**
 * Reasons for lost executors in the words of Spark 4.1 and the cluster managers: {@code
 * ExecutorRunner} of standalone and local-cluster, {@code YarnAllocator} with Hadoop's diagnostics,
 * {@code ExecutorPodsLifecycleManager} of Kubernetes, and {@code CoarseGrainedSchedulerBackend}.
 */
final class LossTexts {
    static final String FULL_HEAP = "Command exited with code 52";
    static final String KILLED = "Command exited with code 137";
    static final String ENDED = "Command exited with code 1";

    static final String YARN_MEMORY =
            "Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5 GB physical"
                    + " memory used. Consider boosting spark.executor.memoryOverhead.";

    static final String YARN_STATUS =
            "Container from a bad node: container_1700000000000_0137_01_000003 on host:"
                    + " node-52.example. Exit status: 143. Possible causes: Unknown executor exit"
                    + " code (143) (died from signal 15?) Diagnostics: [2026-11-22"
                    + " 10:00:00.137]Container killed on request. Exit code is 143";

    /** The first line ends there; more diagnostics follow. */
    static final String YARN_TERMINATED =
            YARN_STATUS
                    + "\n[2026-11-22 10:00:00.152]Container exited with a non-zero exit code 143."
                    + " \n[2026-11-22 10:00:00.153]Killed by external signal\n.";

    static final String YARN_PREEMPTED =
            "Container container_1700000000000_0137_01_000003 on host: node-52.example was"
                    + " preempted.";

    static final String YARN_TAKEN_AWAY =
            "Container marked as failed: container_1700000000000_0137_01_000003 on host:"
                    + " node-52.example. Exit status: -105. Possible causes: Unknown executor exit"
                    + " code (-105) (died from signal -233?) Diagnostics: [2026-11-22"
                    + " 10:00:00.137]Container killed by the ApplicationMaster.\n[2026-11-22"
                    + " 10:00:00.152]Container killed on request. Exit code is 143\n.";

    static final String KUBERNETES_KILLED_LINE =
            "The executor with id 13 exited with exit code 137(SIGKILL, possible container OOM).";

    static final String KUBERNETES_KILLED = pod(KUBERNETES_KILLED_LINE, "", "", 137, "OOMKilled");

    static final String KUBERNETES_FULL_HEAP_LINE =
            "The executor with id 137 exited with exit code 52(JVM OOM).";

    static final String KUBERNETES_FULL_HEAP = pod(KUBERNETES_FULL_HEAP_LINE, "", "", 52, "Error");

    static final String KUBERNETES_EVICTED =
            pod(
                    "The executor with id 4 exited with exit code 143(unexpected).",
                    "The API gave the following brief reason: Evicted",
                    "The API gave the following message: The node was low on resource:"
                            + " ephemeral-storage. Threshold quantity: 308595705, available:"
                            + " 265968Ki. ",
                    143,
                    "Error");

    static final String DISASSOCIATED =
            "Remote RPC client disassociated. Likely due to containers exceeding thresholds, or"
                    + " network issues. Check driver logs for WARN messages.";

    static final String SILENT = "Executor heartbeat timed out after 137000 ms";

    private LossTexts() {}

    private static String pod(
            String exit, String reason, String message, int code, String termination) {
        return "\n"
                + String.join("\n", exit, reason, message)
                + "\n\nThe API gave the following container statuses:\n\n\n"
                + "\t container name: spark-kubernetes-executor\n"
                + "\t container image: registry/spark:4.1.0\n"
                + "\t container state: terminated\n"
                + "\t container started at: 2026-11-22T05:28:32Z\n"
                + "\t container finished at: 2026-11-22T05:37:06Z\n"
                + "\t exit code: "
                + code
                + "\n\t termination reason: "
                + termination
                + "\n      ";
    }
}
