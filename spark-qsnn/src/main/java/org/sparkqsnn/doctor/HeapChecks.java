package org.sparkqsnn.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.Survey;
import org.sparkqsnn.training.RoundPlan;
import org.sparkqsnn.training.WorkerBlock;

/** Heap that driver and executors have, against what the config needs there. */
public record HeapChecks(Settings settings, Survey survey, RoundPlan plan, HeapNeed need) {
    /** G1 needs some of the heap free to work without long pauses. */
    private static final double FULL = 0.8;

    public List<Finding> all() {
        List<WorkerBlock> blocks = plan.blocks(survey.slots());
        int tasks = blocks.size();
        int leaves = blocks.get(0).count();
        long driver = survey.driver().heapBytes();
        String setting = "spark.driver.memory";
        List<Finding> findings = new ArrayList<>();
        if (settings.isLocal()) {
            long local = need.local(survey.slots(), tasks, leaves);
            findings.add(heap(setting, "this JVM", driver, local, leaves));
            return findings;
        }
        findings.add(heap(setting, "the driver", driver, need.driver(tasks, leaves), leaves));
        JvmFacts least =
                survey.executors().stream()
                        .min(Comparator.comparingLong(JvmFacts::heapBytes))
                        .orElseThrow();
        int jvms = survey.executors().size();
        int slots = (survey.slots() + jvms - 1) / jvms;
        findings.add(
                heap(
                        "spark.executor.memory",
                        "an executor of " + slots + " task(s) at once",
                        least.heapBytes(),
                        need.executor(slots, leaves),
                        leaves));
        return findings;
    }

    Finding heap(String setting, String who, long has, long needs, int leaves) {
        String value = Sizes.text(has) + " of heap";
        String why =
                who
                        + " needs about "
                        + Sizes.text(needs)
                        + ": state "
                        + Sizes.text(need.sizes().state())
                        + ", images "
                        + Sizes.text(need.dataset())
                        + ", buffers of a task "
                        + Sizes.text(need.task(leaves))
                        + ", its result "
                        + Sizes.text(need.sizes().result(leaves));
        // What a JVM gives out is a little less than its -Xmx.
        String suggestion = setting + "=" + Sizes.setting(needs / FULL * 1.1);
        if (needs > has) return Finding.problem(setting, value, why, suggestion);
        if (needs > FULL * has) {
            String tight = why + ", which leaves the collector little room";
            return Finding.advice(setting, value, tight, suggestion);
        }
        return Finding.ok(setting, value, why);
    }
}
