package org.sparkqsnn.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * The files under one directory of any Hadoop file system. Asks little of it: no rename, no append,
 * no write that is all or nothing. A file is written under its own name and may be found torn after
 * a crash, so each reader knows a whole file when it sees one: a checkpoint's by the sha256 of its
 * manifest, a manifest because half a JSON object is none, the others by {@link ReplacedFile}.
 */
public final class Storage {
    /** Largest file that is read at once; provenance grows by 700 bytes with every start. */
    private static final int SMALL_BYTES = 16 << 20;

    private final FileSystem files;
    private final Root root;
    private final Fence fence;

    private Storage(FileSystem files, Root root, Fence fence) {
        this.files = files;
        this.root = root;
        this.fence = fence;
    }

    /** The directory of a URI or path, which need not exist. */
    public static Storage of(String uri, Configuration conf) {
        try {
            Path root = new Path(uri);
            FileSystem files = root.getFileSystem(conf);
            // Without the checksum files that Hadoop puts beside local ones: the manifest has
            // sha256.
            if (files instanceof LocalFileSystem local) files = local.getRawFileSystem();
            return new Storage(files, new Root(files.makeQualified(root)), Fence.NONE);
        } catch (IOException | IllegalArgumentException e) {
            throw BadInput.cannot("use", uri, e, "give a path or a URI of a Hadoop file system");
        }
    }

    /**
     * This directory for one who writes under a lease: what fails there fails because of another
     * process if one has taken over, and that is said then.
     */
    public Storage under(Fence lease) {
        return new Storage(files, root, lease);
    }

    /**
     * Returns if this process may still write here.
     *
     * @throws LeaseLost if another one took over
     */
    public void requireHeld() {
        fence.requireHeld();
    }

    /** Number of the lease that is written under; 0 without one. */
    public int lease() {
        return fence.lease();
    }

    /** What a writer has written. */
    public record Written(long bytes, String sha256) {}

    public String nameOf(String name) {
        Path path = root.resolve(name);
        return isLocal() ? path.toUri().getPath() : path.toString();
    }

    /** Names in a folder, "" for the directory itself; none if it does not exist. */
    public List<String> list(String folder) {
        try {
            List<String> names = new ArrayList<>();
            for (FileStatus status : files.listStatus(root.resolve(folder)))
                names.add(status.getPath().getName());
            return names;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw refusal(
                    BadInput.cannot(
                            "list", nameOf(folder), e, "see that it is a directory you may read"));
        }
    }

    public boolean exists(String name) {
        try {
            return files.exists(root.resolve(name));
        } catch (IOException e) {
            throw BadInput.cannot(
                    "look for", nameOf(name), e, "see that you may read the directory");
        }
    }

    /** Opens a file; the caller says what its absence means. */
    public InputStream open(String name) throws IOException {
        return files.open(root.resolve(name));
    }

    /** The bytes of a small file; empty if there is none. */
    public Optional<byte[]> find(String name) {
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(SMALL_BYTES + 1);
            if (bytes.length <= SMALL_BYTES) return Optional.of(bytes);
        } catch (IOException e) {
            // Java says "not found" of a local file that may not be read, too.
            if (e instanceof FileNotFoundException && !exists(name)) return Optional.empty();
            throw BadInput.cannot("read", nameOf(name), e, "see that you may read it");
        }
        throw new BadInput(
                nameOf(name)
                        + ": has more than 16 MiB, which is too much for such a file; restore it");
    }

    /** Writes a file, over the one of that name if there is one. */
    public Written write(String name, Content content) {
        MessageDigest digest = Sha256.digest();
        try {
            long bytes = write(name, true, digest, content);
            long length = files.getFileStatus(root.resolve(name)).getLen();
            if (length == bytes) return new Written(bytes, Sha256.hex(digest));
            throw new IOException("wrote " + bytes + " bytes, but the file has " + length);
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    /**
     * Writes a file if there is none of that name. Not every file system holds two writers apart, a
     * local disk for one: who must know reads the file back.
     */
    boolean create(String name, byte[] bytes) {
        try {
            long unused = write(name, false, Sha256.digest(), out -> out.write(bytes));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    /** Deletes a file, if it is there; of a folder, one that is empty. */
    public void delete(String name) {
        try {
            // false: it was not there, which is what was wanted
            boolean unused = files.delete(root.resolve(name), false);
        } catch (IOException e) {
            throw refusal(
                    BadInput.cannot(
                            "delete", nameOf(name), e, "see that the directory is writable"));
        }
    }

    /** Deletes the files of such names in a folder, and the folder if it has nothing else. */
    public void deleteFolder(String folder, Pattern names) {
        for (String name : list(folder)) {
            if (names.matcher(name).matches()) delete(folder + "/" + name);
        }
        if (list(folder).isEmpty()) delete(folder);
    }

    /** Writes and deletes a file, here or in the nearest folder above that exists. */
    public void tryWriting() {
        Storage place = new Storage(files, new Root(existing()), Fence.NONE);
        String name = ".qsnn-probe-" + UUID.randomUUID();
        try {
            Written unused = place.write(name, out -> out.write(0));
        } finally {
            place.delete(name);
        }
    }

    /** Bytes that fit in; very many where the file system does not know. */
    public long freeBytes() {
        try {
            return files.getStatus(existing()).getRemaining();
        } catch (IOException e) {
            throw BadInput.cannot("ask for the space of", nameOf(""), e, "see that it exists");
        }
    }

    public boolean isLocal() {
        return root.isLocal();
    }

    private Path existing() {
        try {
            Path path = root.path();
            while (path.getParent() != null && !files.exists(path)) path = path.getParent();
            return path;
        } catch (IOException e) {
            throw BadInput.cannot("look for", nameOf(""), e, "see that you may read the directory");
        }
    }

    private long write(String name, boolean overwrite, MessageDigest digest, Content content)
            throws IOException {
        try (var file = files.create(root.resolve(name), overwrite);
                OutputStream out = new DigestOutputStream(file, digest)) {
            content.writeTo(out);
            out.flush();
            return file.getPos();
        } catch (FSError e) {
            // What Hadoop's local files throw where others throw an exception: no room is left.
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    private BadInput cannotWrite(String name, IOException e) {
        return refusal(
                BadInput.cannot(
                        "write",
                        nameOf(name),
                        e,
                        "see that the directory is writable and not full"));
    }

    /** The failure, unless the lease is lost: then that is why. */
    private BadInput refusal(BadInput failure) {
        try {
            fence.requireHeld();
        } catch (BadInput e) {
            failure.addSuppressed(e); // nothing is known of the lease either
        }
        return failure;
    }
}
