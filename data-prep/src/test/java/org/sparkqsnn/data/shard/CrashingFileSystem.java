package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under {@code crash://}, for a process that dies at its n-th change: a file being
 * created stays empty, and from then on nothing can be changed, clean-up included.
 */
public final class CrashingFileSystem extends RawLocalFileSystem {
    /** Configuration key of n. */
    static final String CHANGES = "crash.after.changes";

    /** Configuration key: whether all instances count together, as threads of one process do. */
    static final String TOGETHER = "crash.together";

    private static final AtomicInteger TOGETHER_LEFT = new AtomicInteger();

    private AtomicInteger left = new AtomicInteger();

    /** The n of all instances that count together. */
    static void afterChanges(int changes) {
        TOGETHER_LEFT.set(changes);
    }

    @Override
    public String getScheme() {
        return "crash";
    }

    @Override
    public URI getUri() {
        return URI.create("crash:///");
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
        int before = left.getAndUpdate(n -> Math.max(0, n - 1));
        if (before > 1) {
            return super.create(file, permission, overwrite, buffer, replication, block, progress);
        }
        if (before == 1) {
            super.create(file, permission, overwrite, buffer, replication, block, progress).close();
        }
        throw new IOException("crashed");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        change();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        change();
        return super.delete(file, recursive);
    }

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        super.initialize(uri, conf);
        left =
                conf.getBoolean(TOGETHER, false)
                        ? TOGETHER_LEFT
                        : new AtomicInteger(conf.getInt(CHANGES, Integer.MAX_VALUE));
    }

    private void change() throws IOException {
        if (left.getAndUpdate(n -> Math.max(0, n - 1)) <= 1) throw new IOException("crashed");
    }
}
