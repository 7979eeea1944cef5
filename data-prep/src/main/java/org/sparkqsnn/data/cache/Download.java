package org.sparkqsnn.data.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/** Brings one file to a local disk, and verifies it on the way. */
final class Download {
    private static final int PIECE = 1 << 18;

    private final PromisedFile file;
    private final MessageDigest digest = Sha256.digest();

    private Download(PromisedFile file) {
        this.file = file;
    }

    /** The local disk took no more. */
    static final class DiskFailed extends IOException {
        private static final long serialVersionUID = 1L;

        DiskFailed(Path directory, IOException cause) {
            super("cannot write to " + directory + ": " + BadInput.reason(cause), cause);
        }
    }

    /**
     * Copies the file to {@code target}, which is there afterwards if it is what was promised, and
     * not otherwise.
     *
     * @throws BadInput if it cannot be read, or is not what was promised
     * @throws DiskFailed if the disk takes no more
     */
    static void to(Path target, PromisedFile file, Configuration hadoop) throws DiskFailed {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Download download = new Download(file);
        try {
            download.copy(part, hadoop);
            file.checkSha256(download.digest);
            onDisk(target, () -> Files.move(part, target));
        } finally {
            deleted(part);
        }
    }

    static void deleted(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What cannot be deleted takes room on the disk, and is deleted with its directory.
        }
    }

    private void copy(Path to, Configuration hadoop) throws DiskFailed {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(file.uri());
        try (InputStream in = from.getFileSystem(hadoop).open(from)) {
            try (OutputStream out = create(to)) {
                byte[] piece = new byte[PIECE];
                long left = file.bytes() + 1; // one more, to see that there is none
                while (left > 0) {
                    int read = in.read(piece, 0, (int) Math.min(PIECE, left));
                    if (read < 0) break;
                    left -= read;
                    digest.update(piece, 0, read);
                    onDisk(to, () -> out.write(piece, 0, read));
                }
                file.checkLength(file.bytes() + 1 - left);
            }
        } catch (DiskFailed e) {
            throw e;
        } catch (FileNotFoundException e) {
            throw file.missing(e);
        } catch (IOException e) {
            throw BadInput.cannot("read", file.uri(), e, "check it, or run prepare again");
        }
    }

    private static OutputStream create(Path to) throws DiskFailed {
        try {
            Files.createDirectories(to.getParent());
            return Files.newOutputStream(to);
        } catch (IOException e) {
            throw new DiskFailed(to.getParent(), e);
        }
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    private static void onDisk(Path path, DiskWork work) throws DiskFailed {
        try {
            work.run();
        } catch (IOException e) {
            throw new DiskFailed(path.getParent(), e);
        }
    }
}
