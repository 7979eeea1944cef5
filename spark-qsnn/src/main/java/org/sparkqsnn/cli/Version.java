package org.sparkqsnn.cli;

import org.sparkqsnn.run.Build;
import org.sparkqsnn.spark.Session;
import picocli.CommandLine.IVersionProvider;

/** {@code --version}: of this build and of what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "spark-qsnn " + Build.version() + ", commit " + Build.commit(),
            "Spark " + Session.version() + ", Java " + System.getProperty("java.version")
        };
    }
}
