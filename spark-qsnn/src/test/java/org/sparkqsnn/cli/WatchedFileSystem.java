package org.sparkqsnn.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk, and a list of all that was read, written and deleted there. */
public final class WatchedFileSystem extends RawLocalFileSystem {
    private static final String KEY = "spark.hadoop.fs.file.impl";
    private static final List<Touch> TOUCHED = Collections.synchronizedList(new ArrayList<>());

    /** What was done to a file or folder. */
    enum Deed {
        READ,
        WRITTEN,
        DELETED
    }

    record Touch(Deed deed, String path) {}

    /** From now on every session of this JVM has it for the local disk. */
    static void install() {
        System.setProperty(KEY, WatchedFileSystem.class.getName());
        System.setProperty(KEY + ".disable.cache", "true");
    }

    static void remove() {
        System.clearProperty(KEY);
        System.clearProperty(KEY + ".disable.cache");
    }

    /** What was touched since the last call. */
    static List<Touch> touched() {
        synchronized (TOUCHED) {
            List<Touch> all = List.copyOf(TOUCHED);
            TOUCHED.clear();
            return all;
        }
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        note(Deed.READ, file);
        return super.open(file, buffer);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        note(Deed.READ, folder);
        return super.listStatus(folder);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        note(Deed.WRITTEN, file);
        return super.create(file, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        note(Deed.WRITTEN, file);
        return super.create(file, permission, overwrite, buffer, replication, block, progress);
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        note(Deed.WRITTEN, folder);
        return super.mkdirs(folder);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        note(Deed.DELETED, from);
        note(Deed.WRITTEN, to);
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        note(Deed.DELETED, path);
        return super.delete(path, recursive);
    }

    private void note(Deed deed, Path path) {
        TOUCHED.add(new Touch(deed, makeQualified(path).toUri().getPath()));
    }
}
