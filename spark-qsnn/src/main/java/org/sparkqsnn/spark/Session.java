package org.sparkqsnn.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.shard.Umask;
import scala.Tuple2;

/** Opens Spark with settings that suit training; what the user sets with spark-submit wins. */
public final class Session {
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    /**
     * Spark 4 gives the module to its JVMs itself, Spark 3.5 does not; without it the scalar
     * kernels run.
     */
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    /** CacheLines needs G1, and a JVM that sees one core takes the serial collector. */
    private static final String COLLECTOR = "-XX:+UseG1GC";

    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("spark.master", "local[*]"),
                    Map.entry("spark.serializer", "org.apache.spark.serializer.KryoSerializer"),
                    Map.entry("spark.kryo.registrator", KryoTypes.class.getName()),
                    Map.entry("spark.kryo.registrationRequired", "true"),
                    // A limit only. What is written at once must fit, in Spark 3.5 a task's whole
                    // result: 64 workers' own Adam moments of the 784-1000-10 network are 814 MB.
                    Map.entry("spark.kryoserializer.buffer.max", "2047m"),
                    // Counts all results of a round together, which the driver adds up as they come
                    // and does not keep; the default of 1 GiB is passed by 56 results with Adam
                    // moments.
                    Map.entry("spark.driver.maxResultSize", "0"),
                    // Floats do not compress, and 6.4 MB in blocks of the default 4 MB come from
                    // two peers at most. Blocks of 1 MiB would take two regions of a small G1 heap
                    // each, for the array's header: 480 MiB of images then need 1.4 GiB while they
                    // are unpacked instead of 1 (executors of 1300 MiB ended in OutOfMemoryError).
                    Map.entry("spark.broadcast.compress", "false"),
                    Map.entry("spark.broadcast.blockSize", "1020k"),
                    // A task whose wished executor is busy goes to another at once: a round is
                    // shorter than the 3 s that Spark would wait.
                    Map.entry("spark.locality.wait", "0s"),
                    // Our own progress line instead of Spark's.
                    Map.entry("spark.ui.showConsoleProgress", "false"),
                    // A job per round: what the status store keeps of old ones should not fill the
                    // driver.
                    Map.entry("spark.ui.retainedJobs", "200"),
                    Map.entry("spark.ui.retainedStages", "200"),
                    Map.entry("spark.ui.retainedTasks", "5000"),
                    // One BLAS thread per task: with two, two tasks of a round take 20-30 % longer.
                    Map.entry("spark.executorEnv.OMP_NUM_THREADS", "1"),
                    Map.entry("spark.executorEnv.OPENBLAS_NUM_THREADS", "1"));

    private Session() {}

    /** The settings of this process, completed by ours. */
    public static SparkConf conf(String name) {
        SparkConf conf = new SparkConf().setIfMissing("spark.app.name", name);
        DEFAULTS.forEach(conf::setIfMissing);
        conf.set(EXECUTOR_OPTIONS, executorOptions(conf));
        if (isLocal(conf)) {
            // Nothing outside this process needs a port; --conf spark.ui.enabled=true brings the UI
            // back.
            conf.setIfMissing("spark.ui.enabled", "false");
            // A task without memory fails the job, which we can report; the default ends this
            // process.
            conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        return conf;
    }

    /** The user's after ours, so that his win; two collectors would stop the JVM. */
    private static String executorOptions(SparkConf conf) {
        String own = conf.get(EXECUTOR_OPTIONS, "");
        String all = own + " " + conf.get("spark.executor.defaultJavaOptions", "");
        List<String> options = new ArrayList<>(List.of(VECTOR_MODULE));
        if (!all.matches("(?s).*-XX:\\+Use\\w*GC\\b.*")) options.add(COLLECTOR);
        if (!own.isBlank()) options.add(own);
        return String.join(" ", options);
    }

    public static JavaSparkContext open(SparkConf conf) {
        return new JavaSparkContext(conf);
    }

    /** Version of the Spark that is on the class path. */
    public static String version() {
        return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    /**
     * Hadoop's settings with those of {@code spark.hadoop.*}, before there is a context; new files
     * follow the umask of this process, the driver's or an executor's.
     */
    public static Configuration hadoop(SparkConf conf) {
        Configuration hadoop = new Configuration();
        for (Tuple2<String, String> setting : conf.getAllWithPrefix("spark.hadoop.")) {
            hadoop.set(setting._1(), setting._2());
        }
        return Umask.follow(hadoop);
    }

    static boolean isLocal(SparkConf conf) {
        String master = conf.get("spark.master");
        return master.equals("local") || master.startsWith("local[");
    }
}
