package org.sparkqsnn.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What this build is made of, from the properties that Maven and git left in the jars. */
public final class Build {
    private static final Properties BUILT = properties("/org/sparkqsnn/run/build.properties");

    private Build() {}

    /** Git commit, with "+changes" if files differed from it; "unknown" outside a checkout. */
    public static String commit() {
        String commit = BUILT.getProperty("commit", "");
        return commit.matches("[0-9a-f]{40}(\\+changes)?") ? commit : "unknown";
    }

    /** Version of spark-qsnn. */
    public static String version() {
        return BUILT.getProperty("version", "unknown");
    }

    /** Version of a Maven artifact on the class path. */
    static String versionOf(String group, String artifact) {
        return properties("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")
                .getProperty("version", "unknown");
    }

    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(resource)) {
            if (in != null) properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("damaged jar: " + resource, e);
        }
        return properties;
    }
}
