package org.sparkqsnn.data.shard;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;

/** A directory of a Hadoop file system, in which a file is either complete or absent. */
record HadoopFolder(FileSystem files, Path directory) implements Folder {

    /**
     * The directory of a URI such as {@code hdfs://host/data/mnist}, {@code s3a://…} or a local
     * path; it need not exist.
     *
     * @throws BadInput if the URI is malformed or its scheme unknown
     */
    static HadoopFolder of(String uri, Configuration conf) {
        try {
            Path directory = new Path(uri);
            FileSystem files = directory.getFileSystem(conf);
            return new HadoopFolder(files, files.makeQualified(directory));
        } catch (IllegalArgumentException | IOException e) {
            throw BadInput.cannot(
                    "use", "\"" + uri + "\"", e, "give a path or a URI of a Hadoop file system");
        }
    }

    @Override
    public InputStream open(String file) throws IOException {
        Path path = new Path(directory, file);
        try {
            return files.open(path);
        } catch (FileNotFoundException e) {
            if (files.exists(path)) { // Java's way to say that permission is denied
                throw new IOException(BadInput.reason(e), e);
            }
            throw e;
        }
    }

    @Override
    public String nameOf(String file) {
        return new Path(directory, file).toString();
    }

    /** Whether the directory itself is there. */
    boolean exists() {
        try {
            return files.exists(directory);
        } catch (IOException e) {
            throw BadInput.cannot("read", directory, e, "check the path and its permissions");
        }
    }

    boolean has(String file) throws IOException {
        return files.exists(new Path(directory, file));
    }

    /**
     * True if the file exists with exactly these bytes; a file that cannot be read through counts
     * as different.
     */
    boolean holds(String file, byte[] bytes) {
        try (InputStream in = open(file)) {
            return Arrays.equals(in.readNBytes(bytes.length + 1), bytes);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes the file under a temporary name, then renames it, and reads it back: rename may report
     * failure when another writer of the same bytes won, and success without having happened
     * (SPARK-40826).
     */
    void commit(String file, byte[] bytes) throws IOException {
        Path target = new Path(directory, file);
        Path temporary = new Path(directory, "_tmp-" + UUID.randomUUID() + "-" + file);
        try {
            files.mkdirs(directory);
            try (OutputStream out = files.create(temporary, false)) {
                out.write(bytes);
            }
            rename(temporary, target);
        } finally {
            files.delete(temporary, false);
        }
        if (!holds(file, bytes)) {
            throw new IOException("after the rename it does not hold what was written");
        }
    }

    /** Drops a file that is known to be damaged, if it is there. */
    void delete(String file) throws IOException {
        files.delete(new Path(directory, file), false);
    }

    /** Renames; whether it happened, the caller sees by what the file holds afterwards. */
    void rename(Path from, Path to) throws IOException {
        try {
            boolean unused = files.rename(from, to);
        } catch (FileAlreadyExistsException | FileNotFoundException e) {
            if (!files.exists(to)) {
                throw e;
            }
        }
    }
}
