package org.sparkqsnn.data.cache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/**
 * A verified copy of a file on the local disk, until the cache needs its room. Thread-safe.
 *
 * <p>Bytes are read where they are wanted, through the operating system's cache of pages and not
 * through the heap; mapped memory would count as the process's own where containers are watched.
 */
public final class LocalCopy {
    private final Path path;
    private final long bytes;
    private volatile FileChannel channel;
    private boolean gone;

    /** When it was used last, in files that the cache has fetched; a late value does no harm. */
    private int used;

    LocalCopy(Path path, long bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    void use(int now) {
        used = now;
    }

    /**
     * Reads {@code length} bytes from byte {@code from} on.
     *
     * @return false if the cache has dropped the copy, and nothing was read
     * @throws CancellationException if the thread was interrupted
     * @throws IOException if the disk cannot give them
     */
    public boolean read(long from, int length, byte[] out, int at) throws IOException {
        while (true) {
            FileChannel open = open();
            if (open == null) return false;
            try {
                readFully(open, from, ByteBuffer.wrap(out, at, length));
                return true;
            } catch (ClosedByInterruptException e) {
                throw new CancellationException("the task was killed");
            } catch (ClosedChannelException e) {
                // Closed with another thread that was interrupted while it read, or dropped.
                continue;
            }
        }
    }

    private static void readFully(FileChannel open, long from, ByteBuffer out) throws IOException {
        long at = from;
        while (out.hasRemaining()) {
            int read = open.read(out, at);
            if (read < 0) throw new EOFException("a local copy has become shorter");
            at += read;
        }
    }

    private FileChannel open() throws IOException {
        FileChannel now = channel;
        return now != null && now.isOpen() ? now : reopen();
    }

    private synchronized FileChannel reopen() throws IOException {
        if (gone) return null;
        if (channel == null || !channel.isOpen())
            channel = FileChannel.open(path, StandardOpenOption.READ);
        return channel;
    }

    /** Frees its room; who reads it at this moment fetches it again. */
    synchronized void drop() {
        gone = true;
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // It was only read.
        }
        Download.deleted(path);
    }
}
