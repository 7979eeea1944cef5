package org.sparkqsnn.data.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparkqsnn.data.mix.BlockPlan;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.BlockWriteJob;
import org.sparkqsnn.data.shard.DatasetWriter;

/**
 * Prints what {@code prepare} did.
 *
 * @param stdout where to
 * @param name of the data
 * @param out where the data are now
 */
record Outcome(PrintWriter stdout, String name, String out) {
    void exported(Splits splits) {
        stdout.println("exported " + name + ": " + summary(splits));
        stdout.println("  " + out);
    }

    void prepared(DatasetWriter.Written written, Splits splits) {
        stdout.println(title(written) + summary(splits));
        blocks(written);
    }

    void prepared(BlockWriteJob.Done done, List<String> classes) {
        stdout.println(title(done.dataset()) + summary(done.plan()));
        if (!classes.isEmpty()) {
            stdout.println(
                    IntStream.range(0, classes.size())
                            .mapToObj(label -> label + " " + classes.get(label))
                            .collect(Collectors.joining(", ", "  classes: ", "")));
        }
        if (done.resumed() > 0 && !done.dataset().alreadyThere()) {
            stdout.println("  " + done.resumed() + " blocks were there from an earlier run");
        }
        blocks(done.dataset());
    }

    private String title(DatasetWriter.Written written) {
        return written.alreadyThere() ? name + " is already there: " : "prepared " + name + ": ";
    }

    private void blocks(DatasetWriter.Written written) {
        stdout.println("  " + written.blocks() + " blocks, dataset sha256 " + written.sha256());
        stdout.println("  " + out);
    }

    private static String summary(Splits splits) {
        ImageSet train = splits.train();
        int[] shape = {train.height(), train.width(), train.classes()};
        return summary(train.size(), splits.test().size(), shape);
    }

    private static String summary(BlockPlan plan) {
        int[] shape = {plan.height(), plan.width(), plan.classes()};
        return summary(plan.train().records(), plan.test().records(), shape);
    }

    private static String summary(long train, long test, int[] shape) {
        String images = shape[0] + "x" + shape[1] + " in " + shape[2] + " classes";
        return train + " train, " + test + " test, " + images;
    }
}
