package org.sparkqsnn.storage;

import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The directory under which all files of a {@link Storage} are. Whoever made a name or a file, it
 * does not lead out of here: neither {@code ../x} and {@code /x}, nor a link.
 *
 * @param path qualified by its file system
 */
record Root(Path path) {

    /** True on a local disk. */
    boolean isLocal() {
        return "file".equals(path.toUri().getScheme());
    }

    /**
     * The path of a name in the directory; "" for the directory itself.
     *
     * @throws BadInput if it leads out
     */
    Path resolve(String name) {
        if (name.isEmpty()) return path;
        Path file = new Path(path, name);
        String inside = path.isRoot() ? path.toString() : path + "/";
        if (!file.toString().startsWith(inside))
            throw new BadInput(name + ": leads out of " + path + ", where nothing is touched");
        for (Path at = file; isLocal() && !at.equals(path); at = at.getParent()) {
            if (Files.isSymbolicLink(java.nio.file.Path.of(at.toUri().getPath())))
                throw new BadInput(
                        at.toUri().getPath()
                                + ": is a link, which may lead anywhere; put the file itself there");
        }
        return file;
    }
}
