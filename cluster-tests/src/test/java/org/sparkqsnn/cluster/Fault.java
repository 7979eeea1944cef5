package org.sparkqsnn.cluster;

import java.util.Optional;
import java.util.Random;

/** One way to disturb a run: once, somewhere in its middle. */
interface Fault {
    /** As the table of results names it. */
    String name();

    /** Why it cannot be done on this machine. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Where a run goes that will be disturbed so, and what it is started with. */
    default Scene stage(FaultTestbed testbed, String name, Random random) {
        return new Scene(testbed, testbed.qsnn(), testbed.onHdfs(name), random);
    }

    /** Disturbs a run that is under way; false if it was over before that could happen. */
    boolean strike(Scene scene, Submission driver);

    /** Takes the disturbance away, once the run has ended or stopped. */
    default void mend(FaultTestbed testbed) {}

    /** Leaves nothing behind, once the run's files have been looked at. */
    default void clear() {}

    /**
     * A run that is about to be disturbed.
     *
     * @param launcher for its first start; a resume has the plain one
     */
    record Scene(FaultTestbed testbed, Launcher launcher, RunFiles run, Random random) {}
}
