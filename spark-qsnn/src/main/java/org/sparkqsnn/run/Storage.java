package org.sparkqsnn.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * The files under one directory of any Hadoop file system. A file is written under {@code NAME.tmp}
 * and then renamed: a reader sees all of it or nothing. Needs neither append nor an atomic
 * overwrite, so object stores will do.
 */
final class Storage {
    private static final String TEMPORARY = ".tmp";
    private final FileSystem files;
    private final Path root;

    private Storage(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** The directory of a URI or path, which need not exist. */
    static Storage of(String uri, Configuration conf) {
        try {
            Path root = new Path(uri);
            FileSystem files = root.getFileSystem(conf);
            // Without the checksum files that Hadoop puts beside local ones: the manifest has
            // sha256.
            if (files instanceof LocalFileSystem local) files = local.getRawFileSystem();
            return new Storage(files, files.makeQualified(root));
        } catch (IOException | IllegalArgumentException e) {
            throw BadInput.cannot("use", uri, e, "give a path or a URI of a Hadoop file system");
        }
    }

    /** What a writer has written. */
    record Written(long bytes, String sha256) {}

    String nameOf(String name) {
        Path path = path(name);
        return isLocal() ? path.toUri().getPath() : path.toString();
    }

    /** Names in a folder, "" for the directory itself; none if it does not exist. */
    List<String> list(String folder) {
        try {
            List<String> names = new ArrayList<>();
            for (FileStatus status : files.listStatus(path(folder)))
                names.add(status.getPath().getName());
            return names;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw BadInput.cannot(
                    "list", nameOf(folder), e, "see that it is a directory you may read");
        }
    }

    boolean exists(String name) {
        try {
            return files.exists(path(name));
        } catch (IOException e) {
            throw BadInput.cannot(
                    "look for", nameOf(name), e, "see that you may read the directory");
        }
    }

    /** Opens a file; the caller says what its absence means. */
    InputStream open(String name) throws IOException {
        return files.open(path(name));
    }

    byte[] read(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw BadInput.cannot(
                    "read", nameOf(name), e, "see that it exists and that you may read it");
        }
    }

    /** Writes a file, in place of the one of that name if there is one. */
    Written replace(String name, Content content) {
        Path temporary = path(name + TEMPORARY);
        MessageDigest digest = Sha256.digest();
        try {
            long bytes;
            try (var file = files.create(temporary, true);
                    OutputStream out = new DigestOutputStream(file, digest)) {
                content.writeTo(out);
                out.flush();
                bytes = file.getPos();
            }
            rename(temporary, path(name));
            return new Written(bytes, Sha256.hex(digest));
        } catch (IOException e) {
            throw BadInput.cannot(
                    "write", nameOf(name), e, "see that the directory is writable and not full");
        }
    }

    void delete(String name) {
        try {
            // false: it was not there, which is what was wanted
            boolean unused = files.delete(path(name), true);
        } catch (IOException e) {
            throw BadInput.cannot("delete", nameOf(name), e, "see that the directory is writable");
        }
    }

    /** Writes, renames and deletes a file, here or in the nearest folder above that exists. */
    void tryWriting() {
        Storage place = new Storage(files, existing());
        String name = ".qsnn-probe-" + UUID.randomUUID();
        try {
            Written unused = place.replace(name, out -> out.write(0));
        } finally {
            place.delete(name + TEMPORARY);
            place.delete(name);
        }
    }

    /** Bytes that fit in; very many where the file system does not know. */
    long freeBytes() {
        try {
            return files.getStatus(existing()).getRemaining();
        } catch (IOException e) {
            throw BadInput.cannot("ask for the space of", nameOf(""), e, "see that it exists");
        }
    }

    boolean isLocal() {
        return "file".equals(root.toUri().getScheme());
    }

    private Path existing() {
        try {
            Path path = root;
            while (path.getParent() != null && !files.exists(path)) path = path.getParent();
            return path;
        } catch (IOException e) {
            throw BadInput.cannot("look for", nameOf(""), e, "see that you may read the directory");
        }
    }

    /** Finishes a replacement that was cut off between its two steps. */
    void recover(String name) {
        try {
            if (!exists(name) && exists(name + TEMPORARY))
                rename(path(name + TEMPORARY), path(name));
        } catch (IOException e) {
            throw BadInput.cannot("write", nameOf(name), e, "see that the directory is writable");
        }
    }

    private Path path(String name) {
        return name.isEmpty() ? root : new Path(root, name);
    }

    /**
     * Local files are replaced in one step; HDFS says false and S3A throws when the target exists.
     */
    private void rename(Path from, Path to) throws IOException {
        if (renamed(from, to)) return;
        boolean unused = files.delete(to, false);
        if (!renamed(from, to)) throw new IOException("could not rename " + from);
    }

    private boolean renamed(Path from, Path to) throws IOException {
        try {
            return files.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
