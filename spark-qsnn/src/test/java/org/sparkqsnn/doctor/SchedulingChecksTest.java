package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sparkqsnn.doctor.Cases.CLUSTER;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;

class SchedulingChecksTest {
    private static final String DYNAMIC = "spark.dynamicAllocation.";

    @Test
    void ourOwnSettings_haveNoDefect() {
        checks().all().forEach(finding -> assertOk(finding));
    }

    @Test
    void taskCpus_thatStandIdle() {
        assertAdvice(checks("spark.task.cpus", "4").taskCpus(), "3 of 4 cores");
    }

    @Test
    void speculation_isFine_andSaysWhy() {
        assertOk(checks("spark.speculation", "true").speculation(), "true", "no bits");
    }

    @Test
    void dynamicAllocation_thatSparkRefuses() {
        String[] off = {DYNAMIC + "enabled", "true", DYNAMIC + "shuffleTracking.enabled", "false"};
        assertProblem(checks(off).dynamicAllocation(), "shuffle tracking");
    }

    @Test
    void dynamicAllocation_saysWhenExecutorsCome() {
        assertOk(checks(DYNAMIC + "enabled", "true").dynamicAllocation(), "wait for 1s");
        String[] patient = {DYNAMIC + "enabled", "true", DYNAMIC + "schedulerBacklogTimeout", "5s"};
        assertOk(checks(patient).dynamicAllocation(), "wait for 5s");
    }

    @Test
    void committer_ofVersion2() {
        String key = "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version";
        assertAdvice(checks(key, "2").committer(), "SPARK-33019");
    }

    @Test
    void valueThatSparkCannotRead_isBadInput() {
        BadInput refused =
                assertThrows(BadInput.class, () -> checks("spark.task.cpus", "two").taskCpus());
        assertEquals(
                "spark.task.cpus must be a whole number, got two; correct the option of spark-submit",
                refused.getMessage());
    }

    private static SchedulingChecks checks(String... pairs) {
        return new SchedulingChecks(Cases.settings(CLUSTER, pairs));
    }
}
