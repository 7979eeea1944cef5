package org.sparkqsnn.cli.terminal;

import java.net.URI;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.PlainUri;

/**
 * Places outside of a directory that a file in it names. Who looks at a colleague's run must not
 * thereby call a host that the colleague chose: what lies on this machine's disk, on the file
 * system of the directory or on Hadoop's default one is used, anything else the user names himself.
 *
 * @param directory that the user named
 * @param hadoop settings, for the default file system
 */
public record NamedPlaces(String directory, Configuration hadoop) {

    /**
     * Returns the place of what is read, if it may be.
     *
     * @param key that names it
     * @param say what to type for it to be used
     * @throws BadInput if it is on another file system
     */
    public String near(String key, String uri, String say) {
        PlainUri.require(key, uri);
        if (uri.isEmpty() || isNear(uri)) return uri;
        throw refuse(key, uri, "on another file system than the directory", say);
    }

    /** Refuses the place of what would be written, unless there is none. */
    public void requireNone(String key, String uri, String say) {
        PlainUri.require(key, uri);
        if (uri.isEmpty()) return;
        throw refuse(key, uri, "and nothing is written outside of the directory unasked", say);
    }

    private BadInput refuse(String key, String uri, String why, String say) {
        return new BadInput(
                directory
                        + ": its "
                        + key
                        + " is "
                        + uri
                        + ", "
                        + why
                        + "; if that is right, say "
                        + say);
    }

    private boolean isNear(String uri) {
        URI place;
        URI own;
        try {
            place = new Path(uri).toUri();
            own = new Path(directory).toUri();
        } catch (IllegalArgumentException e) {
            return true; // what is no path is refused where it is opened
        }
        String scheme = place.getScheme();
        return scheme == null && place.getAuthority() == null
                || "file".equals(scheme)
                || isSame(place, own)
                || isSame(place, FileSystem.getDefaultUri(hadoop));
    }

    private static boolean isSame(URI place, URI other) {
        return Objects.equals(place.getScheme(), other.getScheme())
                && (place.getAuthority() == null
                        || place.getAuthority().equals(other.getAuthority()));
    }
}
