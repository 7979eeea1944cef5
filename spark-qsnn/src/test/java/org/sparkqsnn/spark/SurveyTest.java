package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.round.Fingerprint;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.Workers;

class SurveyTest {

    @Test
    void localMode_isOneJvmWithItsSlots() {
        ExperimentConfig config = Small.config();
        try (JavaSparkContext spark = local()) {
            Survey survey = survey(spark, config);
            assertEquals(2, survey.slots());
            assertEquals(1, survey.registered());
            assertEquals(1, survey.executors().size());
            JvmFacts facts = survey.executors().get(0);
            assertEquals("driver", facts.executor());
            assertEquals(Runtime.getRuntime().maxMemory(), facts.heapBytes());
            assertEquals(spark.version(), facts.versions().spark());
            assertEquals(survey.driver().versions(), facts.versions());
            assertEquals(0, survey.aheadMillis(facts));
        }
    }

    /** Only direct input loads OpenBLAS, whose products tell two machines apart. */
    @Test
    void fingerprints_areWhatARunOfTheConfigNotes() {
        ExperimentConfig spikes = Small.config("encoder.kind=poisson");
        ExperimentConfig direct = Small.config("encoder.kind=direct");
        try (JavaSparkContext spark = local()) {
            for (ExperimentConfig config : List.of(spikes, direct)) {
                Survey survey = survey(spark, config);
                assertEquals(Fingerprint.of(config), survey.driver().fingerprint());
                assertEquals(noted(spark, config), fingerprints(survey));
            }
        }
        assertNotEquals(Fingerprint.of(spikes), Fingerprint.of(direct));
    }

    private static Set<String> noted(JavaSparkContext spark, ExperimentConfig config) {
        try (Workers workers = new SparkWorkers(spark, config, Small.data())) {
            ModelState start = Checkpoint.fresh(config, Small.data()).state();
            return Set.copyOf(workers.run(start).machines());
        }
    }

    private static Set<String> fingerprints(Survey survey) {
        return survey.executors().stream().map(JvmFacts::fingerprint).collect(Collectors.toSet());
    }

    private static JavaSparkContext local() {
        return Session.open(Session.conf("test").setMaster("local[2]"));
    }

    private static Survey survey(JavaSparkContext spark, ExperimentConfig config) {
        RequestedResources asked = RequestedResources.of(new Settings(spark.getConf()));
        return Survey.of(spark, config, asked, Duration.ZERO);
    }

    @Test
    void clocks_areComparedWithTheTimeBetweenTwoReadings() {
        JvmFacts here = JvmFacts.here(Small.config());
        long clock = here.clockMillis();
        assertEquals(0, survey(here, clock - 5, clock + 5).aheadMillis(here));
        assertEquals(20, survey(here, clock - 30, clock - 20).aheadMillis(here));
        assertEquals(-20, survey(here, clock + 20, clock + 30).aheadMillis(here));
    }

    @ParameterizedTest
    @CsvSource({
        "local[4], '', 0, EXECUTORS",
        "'local-cluster[3,2,1024]', '', 3, EXECUTORS",
        "spark://host:7077, '', 0, EXECUTORS",
        "spark://host:7077, spark.cores.max=8, 8, CORES",
        "yarn, '', 2, EXECUTORS",
        "yarn, spark.executor.instances=5, 5, EXECUTORS",
        "yarn, spark.dynamicAllocation.enabled=true, 0, EXECUTORS"
    })
    void settings_sayWhatIsAskedFor(
            String master, String setting, int count, RequestedResources.Unit unit) {
        SparkConf conf = new SparkConf(false).setMaster(master);
        int equals = setting.indexOf('=');
        if (equals > 0) conf.set(setting.substring(0, equals), setting.substring(equals + 1));
        RequestedResources asked = RequestedResources.of(new Settings(conf));
        assertEquals(count, asked.count());
        assertEquals(unit, asked.unit());
        assertTrue(count == 0 || !asked.setting().isEmpty());
    }

    private static Survey survey(JvmFacts jvm, long begin, long end) {
        return new Survey(jvm, List.of(jvm), 1, 1, begin, end);
    }
}
