package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.ObjectName;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.LocalTrainer;
import org.sparkqsnn.training.round.Workers;

/** A session that lives on after a fit has its executors' memory back. */
class ReleaseIT {
    private static final List<Class<?>> OURS =
            List.of(ImageSet.class, LocalTrainer.class, Evaluator.class);

    /** Their ids; one that replaced another would have a new one. */
    private static final Set<String> BOTH = Set.of("0", "1");

    private final ExperimentConfig config = Small.config();
    private final TrainingData data = Small.data();

    @Test
    @Timeout(900)
    void imagesAndBuffers_leaveTheExecutorsWithTheirRun() throws InterruptedException {
        SparkConf conf =
                Session.conf("release")
                        .setMaster("local-cluster[2,1,1536]")
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.executor.memory", "1g")
                        .set(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"));
        try (JavaSparkContext spark = Session.open(conf)) {
            Survey.of(
                    spark,
                    config,
                    RequestedResources.of(new Settings(conf)),
                    Duration.ofSeconds(60));
            Workers workers = new SparkWorkers(spark, config, data);
            workers.run(Checkpoint.fresh(config, data).state());
            workers.evaluate(Checkpoint.fresh(config, data).state().parameters());
            Map<String, Long> during = held(spark);
            assertEquals(BOTH, during.keySet(), during.toString());
            long held = during.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(held >= OURS.size(), "no run was seen: the test did not test " + during);
            workers.close();
            Map<String, Long> after = held(spark);
            for (int tries = 0; tries < 20 && !isFree(after); tries++) {
                Thread.sleep(500);
                after = held(spark);
            }
            assertEquals(BOTH, after.keySet(), "the same two are looked at again");
            assertTrue(isFree(after), after.toString());
        }
    }

    private static boolean isFree(Map<String, Long> held) {
        return held.keySet().equals(BOTH) && held.values().stream().allMatch(count -> count == 0);
    }

    /** Live objects of our classes by executor; those of two slots, asked until both answered. */
    private static Map<String, Long> held(JavaSparkContext spark) {
        Map<String, Long> held = new TreeMap<>();
        for (int tries = 0; tries < 20 && held.size() < 2; tries++) {
            for (Object answer : Tasks.run(spark, List.of(0, 1), 2, new Count())) {
                String[] parts = ((String) answer).split(" ");
                held.put(parts[0], Long.parseLong(parts[1]));
            }
        }
        return held;
    }

    private record Count() implements Function<Integer, Object> {
        @Override
        public Object call(Integer part) throws Exception {
            String histogram =
                    (String)
                            ManagementFactory.getPlatformMBeanServer()
                                    .invoke(
                                            new ObjectName(
                                                    "com.sun.management:type=DiagnosticCommand"),
                                            "gcClassHistogram",
                                            new Object[] {new String[0]},
                                            new String[] {String[].class.getName()});
            long count =
                    histogram
                            .lines()
                            .map(line -> line.strip().split("\\s+"))
                            .filter(row -> row.length > 3 && isOurs(row[3]))
                            .mapToLong(row -> Long.parseLong(row[1]))
                            .sum();
            return SparkEnv.get().executorId() + " " + count;
        }

        private static boolean isOurs(String name) {
            return OURS.stream().anyMatch(type -> type.getName().equals(name));
        }
    }
}
