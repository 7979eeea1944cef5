package org.sparkqsnn.cluster;

import java.util.Random;

/**
 * What became of one disturbed run.
 *
 * @param fault its name
 * @param round of the newest checkpoint when it struck
 * @param stopped whether the run did not end by itself
 * @param message what the user saw of it, in one line; empty if the driver was killed
 * @param failure why this run counts against us; empty if it does not
 */
record Trial(String fault, int round, boolean stopped, String message, String failure) {

    /** Makes a run, disturbs it, resumes it if it stopped, and compares the end. */
    static Trial of(FaultTestbed testbed, Fault fault, String name, Random random) {
        Fault.Scene scene = fault.stage(testbed, name, random);
        try {
            RunFiles run = scene.run();
            Submission first =
                    scene.launcher().start(name, Experiment.train(testbed.data(), run.uri()));
            // Two checkpoints at least, one of which may be damaged; and ten rounds left.
            run.await(3 + random.nextInt(Experiment.ROUNDS - 12), first);
            Await.pause(random.nextInt(100));
            int round = run.newestCheckpoint();
            boolean struck = fault.strike(scene, first);
            int code = first.exitCode();
            fault.mend(testbed);
            String message = code == 0 ? "" : first.lastWord().replace(run.uri(), "RUN");
            String failure = struck ? "" : "the fault did not strike";
            if (code != 0) {
                if (code != Submission.KILLED) failure += unclear(first);
                // Named again, since some faults have the run on another file system.
                String data = "data.path=" + testbed.data();
                Submission second =
                        testbed.qsnn().start(name + "-resumed", "resume", "--set", data, run.uri());
                if (second.exitCode() != 0) failure += " resume failed: " + second;
            }
            if (failure.isEmpty() && !run.story().equals(testbed.expected()))
                failure = "other bits: " + run.uri();
            return new Trial(fault.name(), round, code != 0, message, failure);
        } finally {
            Submission.endAll();
            fault.clear();
            testbed.cluster().sweep();
        }
    }

    boolean failed() {
        return !failure.isEmpty();
    }

    private static String unclear(Submission stopped) {
        boolean clear = !stopped.lastWord().isEmpty() && !stopped.showsStackTrace();
        return clear ? "" : " stopped without a clear line: " + stopped;
    }
}
