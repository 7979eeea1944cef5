package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Which permissions new files do not get. Hadoop gives files 644 and folders 755, whatever the
 * umask of the user's shell is, unless its setting {@value #KEY} says otherwise. What is written
 * with this class's setting follows the shell, as what other programs write does.
 */
public final class Umask {
    /** Hadoop's setting, three or four octal digits. */
    public static final String KEY = "fs.permissions.umask-mode";

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "Umask:";

    private Umask() {}

    /**
     * Gives Hadoop's setting the umask of this process, unless a site file or the user set it.
     * Local files are then asked for with these settings each time: Spark opens some before, with
     * the default, and Hadoop would hand out that file system again.
     */
    public static Configuration follow(Configuration hadoop) {
        Optional<String> umask = isDefault(hadoop) ? ofProcess() : Optional.empty();
        umask.ifPresent(
                digits -> {
                    hadoop.set(KEY, digits);
                    hadoop.setBoolean("fs.file.impl.disable.cache", true);
                });
        return hadoop;
    }

    /** True where nothing but Hadoop's own defaults says what the umask is. */
    private static boolean isDefault(Configuration hadoop) {
        String[] sources = hadoop.getPropertySources(KEY);
        return sources == null || List.of(sources).equals(List.of("core-default.xml"));
    }

    /** Four octal digits; empty where there is no Linux to tell them. */
    private static Optional<String> ofProcess() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(LINE))
                    .map(line -> line.substring(LINE.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
