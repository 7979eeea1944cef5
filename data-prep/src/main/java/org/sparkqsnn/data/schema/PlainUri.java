package org.sparkqsnn.data.schema;

import java.util.regex.Pattern;

/** URIs without a password: what we are given is printed, and stored with a run. */
public final class PlainUri {
    /** {@code scheme://user:password@}; {@code scheme://host:8020/} has a port there. */
    private static final Pattern PASSWORD =
            Pattern.compile("^[^/:]+://[^/@:]*:(?!\\d+(/|$))[^@]*@.*", Pattern.DOTALL);

    private PlainUri() {}

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
