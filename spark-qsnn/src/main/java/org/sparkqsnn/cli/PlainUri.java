package org.sparkqsnn.cli;

import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;

/** URIs without a password: a run stores its config and the command that was typed. */
final class PlainUri {
    /** {@code scheme://user:password@}; {@code scheme://host:8020/} has a port there. */
    private static final Pattern PASSWORD =
            Pattern.compile("^[^/:]+://[^/@:]*:(?!\\d+(/|$))[^@]*@.*", Pattern.DOTALL);

    private PlainUri() {}

    /**
     * Refuses a password.
     *
     * @param what names the URI, which the message does not quote
     */
    static void require(String what, String uri) {
        if (PASSWORD.matcher(uri).matches()) {
            throw new BadInput(
                    what
                            + " has a password in it, which would be stored with the run; give it to"
                            + " Hadoop instead, such as by spark.hadoop.fs.s3a.secret.key");
        }
    }
}
