package org.sparkqsnn.data.schema;

import java.net.URI;
import java.util.regex.Pattern;

/** What a URI gives away: a password in it, and what is sent there. */
public final class PlainUri {
    /** {@code scheme://user:password@}; {@code scheme://host:8020/} has a port there. */
    private static final Pattern PASSWORD =
            Pattern.compile("^[^/:]+://[^/@:]*:(?!\\d+(/|$))[^@]*@.*", Pattern.DOTALL);

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");

    private PlainUri() {}

    /** Whether nobody on the way reads or changes what is sent: https, or http on this machine. */
    public static boolean isPrivate(URI uri) {
        if ("https".equals(uri.getScheme())) return uri.getHost() != null;
        return "http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.matcher(uri.getHost()).matches();
    }

    /**
     * Refuses a password.
     *
     * @param what names the URI, which the message does not quote
     */
    public static void require(String what, String uri) {
        if (PASSWORD.matcher(uri).matches()) {
            throw new BadInput(
                    what
                            + " has a password in it, which would be printed and stored; give it to"
                            + " Hadoop instead, such as by spark.hadoop.fs.s3a.secret.key");
        }
    }
}
