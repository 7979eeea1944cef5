package org.sparkqsnn.doctor;

import org.sparkqsnn.run.OutOfMemory;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.training.round.RoundPlan;

/**
 * What to say of a session in which memory ran out, in one line: where, how much is needed by the
 * formulas of {@link HeapNeed}, what to set.
 */
public record MemoryShortage(Settings settings, RoundPlan plan, HeapNeed need) {
    /** Beyond what was not enough, where the formulas say that it should have been. */
    private static final double MORE = 1.5;

    /**
     * Says what an executor that ran out of memory would have needed.
     *
     * @param reason what Spark says of it
     * @param cores that an executor has; 0 if nobody knows
     * @param slots tasks at once, on all executors
     */
    public String executor(String reason, int cores, int slots) {
        int tasks = Math.max(1, cores / settings.whole("spark.task.cpus", 1));
        int leaves = plan.blocks(Math.max(tasks, slots)).get(0).count();
        long has = settings.mebibytes("spark.executor.memory", "1g");
        long needs = need.executor(tasks, leaves).bytes();
        String why = "an executor ran out of memory (" + reason + ")";
        if (OutOfMemory.isKill(reason) && needs < HeapChecks.FULL * has) {
            return why
                    + ": it was ended from outside, with a heap of "
                    + Sizes.text(has)
                    + " of which it needs about "
                    + Sizes.text(needs)
                    + "; see that its host has as much and more, or set"
                    + " spark.executor.memoryOverhead higher";
        }
        return why + line("spark.executor.memory", has, needs);
    }

    /**
     * Says what this JVM would have needed when it ran out of memory: it is the driver, and in
     * local mode has the tasks, too.
     *
     * @param slots tasks at once
     * @param has bytes of its heap
     */
    public String here(String reason, int slots, long has) {
        int tasks = plan.blocks(Math.max(1, slots)).size();
        int leaves = plan.blocks(Math.max(1, slots)).get(0).count();
        HeapSum needs =
                settings.isLocal()
                        ? need.local(Math.max(1, slots), tasks, leaves)
                        : need.driver(tasks, leaves);
        String who = settings.isLocal() ? "this JVM" : "the driver";
        return who
                + " ran out of memory ("
                + reason
                + ")"
                + line("spark.driver.memory", has, needs.bytes());
    }

    private static String line(String setting, long has, long needs) {
        boolean foreseen = needs > HeapChecks.FULL * has;
        double enough = foreseen ? needs / HeapChecks.TIGHT : MORE * has;
        return ": it has "
                + Sizes.text(has)
                + " of heap and needs about "
                + Sizes.text(needs)
                + (foreseen ? "" : " by our count, which is too little")
                + "; set "
                + setting
                + "="
                + Sizes.setting(enough);
    }
}
