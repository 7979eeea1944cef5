package org.sparkqsnn.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.Survey;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerBlock;

/**
 * Heap that driver and executors have, against what the config needs there. G1 gives a large array
 * whole regions side by side, so a heap is full before it is: executors of 784-6000-10 need 917 MiB
 * by the formula; with 1024 MiB they ended in OutOfMemoryError, with 1150 MiB a round took 18 s,
 * with 1288 MiB 5 s (two of one slot, a 2-core Xeon with other work, 2026-11-22).
 */
public record HeapChecks(Settings settings, Survey survey, RoundPlan plan, HeapNeed need) {
    /** Fraction of the heap above which a session ends in OutOfMemoryError. */
    static final double FULL = 0.85;

    /** Fraction above which the collector takes much of the time. */
    static final double TIGHT = 0.75;

    public List<Finding> all() {
        List<WorkerBlock> blocks = plan.blocks(survey.slots());
        int tasks = blocks.size();
        int leaves = blocks.get(0).count();
        long driver = survey.driver().heapBytes();
        String setting = "spark.driver.memory";
        List<Finding> findings = new ArrayList<>();
        if (settings.isLocal()) {
            HeapSum local = need.local(survey.slots(), tasks, leaves);
            findings.add(heap(setting, "this JVM", driver, local));
            return findings;
        }
        findings.add(heap(setting, "the driver", driver, need.driver(tasks, leaves)));
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
                        need.executor(slots, leaves)));
        return findings;
    }

    static Finding heap(String setting, String who, long has, HeapSum parts) {
        long needs = parts.bytes();
        String value = Sizes.text(has) + " of heap";
        String why = who + " needs about " + Sizes.text(needs) + ": " + parts;
        String suggestion = setting + "=" + Sizes.setting(needs / TIGHT);
        if (needs > FULL * has) return Finding.problem(setting, value, why, suggestion);
        if (needs > TIGHT * has) {
            String tight = why + ", which leaves the collector little room";
            return Finding.advice(setting, value, tight, suggestion);
        }
        return Finding.ok(setting, value, why);
    }
}
