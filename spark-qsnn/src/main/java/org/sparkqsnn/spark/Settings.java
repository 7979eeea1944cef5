package org.sparkqsnn.spark;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.sparkqsnn.data.schema.BadInput;
import scala.Tuple2;

/**
 * The settings of a session as checks read them: with types, and without secrets. A value that
 * Spark cannot read is refused with its key.
 */
public final class Settings {
    /** Keys whose values nobody may see, besides those of {@code spark.redaction.regex}. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)secret|passw|token|credential|\\bfs\\..*key\\b|access[.]?key");

    /** {@code scheme://user:password@host}. */
    private static final Pattern USER_IN_URI = Pattern.compile("(\\w+://)[^/@\\s]+@");

    /** Values of switches such as spark.security.credentials.hive.enabled: words of our own. */
    private static final Pattern NO_SECRET = Pattern.compile("\\s*(true|false|.?)\\s*");

    private static final String HIDDEN = "(hidden)";

    private final SparkConf conf;

    public Settings(SparkConf conf) {
        this.conf = conf;
    }

    public String text(String key, String fallback) {
        return conf.get(key, fallback);
    }

    public boolean has(String key) {
        return conf.contains(key);
    }

    public boolean flag(String key, boolean fallback) {
        return read(key, "true or false", () -> conf.getBoolean(key, fallback));
    }

    public int whole(String key, int fallback) {
        return read(key, "a whole number", () -> conf.getInt(key, fallback));
    }

    /** A size in bytes; a number without a unit is one of bytes. */
    public long bytes(String key, String fallback) {
        return read(key, "a size such as 8g", () -> conf.getSizeAsBytes(key, fallback));
    }

    /** A size in bytes; a number without a unit is one of KiB. */
    public long kibibytes(String key, String fallback) {
        return read(key, "a size such as 1m", () -> conf.getSizeAsKb(key, fallback) << 10);
    }

    /** A size in bytes; a number without a unit is one of MiB. */
    public long mebibytes(String key, String fallback) {
        return read(key, "a size such as 512m", () -> conf.getSizeAsMb(key, fallback) << 20);
    }

    public String master() {
        return conf.get("spark.master");
    }

    /** Whether tasks run in the driver's own JVM. */
    public boolean isLocal() {
        return Session.isLocal(conf);
    }

    /** Whether the driver itself runs on a host that the cluster picks. */
    public boolean driverIsPlaced() {
        return conf.get("spark.submit.deployMode", "client").equals("cluster");
    }

    /** The text without values of secret settings, and without user and password of a URI. */
    public String withoutSecrets(String text) {
        Pattern redacted = Pattern.compile(conf.get("spark.redaction.regex", SECRET.pattern()));
        Stream<String> secrets =
                Arrays.stream(conf.getAll())
                        .filter(pair -> isSecret(pair, redacted))
                        .map(Tuple2::_2)
                        .filter(value -> !NO_SECRET.matcher(value).matches());
        String clean = USER_IN_URI.matcher(text).replaceAll("$1" + HIDDEN + "@");
        for (String secret : secrets.toList()) clean = clean.replace(secret, HIDDEN);
        return clean;
    }

    private static boolean isSecret(Tuple2<String, String> pair, Pattern redacted) {
        return SECRET.matcher(pair._1()).find() || redacted.matcher(pair._1()).find();
    }

    private <T> T read(String key, String rule, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    key
                            + " must be "
                            + rule
                            + ", got "
                            + withoutSecrets(conf.get(key, ""))
                            + "; correct the option of spark-submit",
                    e);
        }
    }
}
