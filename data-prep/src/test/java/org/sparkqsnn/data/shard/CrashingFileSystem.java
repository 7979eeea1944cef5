package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.net.URI;
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

    private int left;

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
        if (left > 1) {
            left--;
            return super.create(file, permission, overwrite, buffer, replication, block, progress);
        }
        if (left == 1) {
            super.create(file, permission, overwrite, buffer, replication, block, progress).close();
        }
        left = 0;
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
        left = conf.getInt(CHANGES, Integer.MAX_VALUE);
    }

    private void change() throws IOException {
        if (left <= 1) {
            left = 0;
            throw new IOException("crashed");
        }
        left--;
    }
}
