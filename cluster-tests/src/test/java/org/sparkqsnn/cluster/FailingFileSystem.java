package org.sparkqsnn.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * HDFS as a driver sees it, one of whose calls fails. A local file says so: {@code refuse 3} lets
 * three changes pass and makes the next one throw; {@code deny} makes a rename or delete answer
 * false, {@code report} does what it should and then throws. The file is deleted when that has
 * happened. Changes are rename, create and delete, so that the strike hits whatever a commit is
 * made of.
 */
public final class FailingFileSystem extends DistributedFileSystem {
    /** Configuration key: path of the local file. */
    static final String ORDER = "failing.order";

    private Path order;

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        super.initialize(uri, conf);
        order = Path.of(conf.get(ORDER));
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
            throws IOException {
        return change("rename", () -> super.rename(from, to));
    }

    @Override
    public boolean delete(org.apache.hadoop.fs.Path file, boolean recursive) throws IOException {
        return change("delete", () -> super.delete(file, recursive));
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path file,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int buffer,
            short replication,
            long block,
            Progressable progress,
            ChecksumOpt checksum)
            throws IOException {
        String what = due();
        if (!what.isEmpty()) throw new IOException("planted failure of create");
        return super.create(
                file, permission, flags, buffer, replication, block, progress, checksum);
    }

    private interface Change {
        boolean make() throws IOException;
    }

    private boolean change(String name, Change change) throws IOException {
        String what = due();
        if (what.equals("deny")) return false;
        if (what.equals("refuse")) throw new IOException("planted failure of " + name);
        boolean done = change.make();
        if (what.equals("report")) throw new IOException("planted failure after " + name);
        return done;
    }

    /** How this change is to fail; empty if it is not. */
    private synchronized String due() throws IOException {
        if (!Files.exists(order)) return "";
        String[] words = Files.readString(order).split(" ", -1);
        int passing = Integer.parseInt(words[1]);
        if (passing == 0) {
            Files.delete(order);
            return words[0];
        }
        Files.writeString(order, words[0] + " " + (passing - 1));
        return "";
    }
}
