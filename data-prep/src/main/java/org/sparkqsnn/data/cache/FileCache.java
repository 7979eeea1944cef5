package org.sparkqsnn.data.cache;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Files of any Hadoop file system on this machine's disks: each is fetched and verified once, as
 * long as there is room; those that were used longest ago go first. Files are known by their
 * sha256, so that runs over the same data share them. Thread-safe.
 */
public final class FileCache {
    private final List<Path> directories;
    private final long limit;
    private final Map<String, FutureTask<LocalCopy>> copies = new ConcurrentHashMap<>();

    /** What is wanted now is fetched on the spot, what is wanted soon one after the other. */
    private final Executor now = Executors.newCachedThreadPool(daemons("fetch"));

    private final Executor ahead = Executors.newSingleThreadExecutor(daemons("fetch-ahead"));

    /** Files fetched so far: the clock of {@link LocalCopy#use}. */
    private final AtomicInteger fetched = new AtomicInteger();

    private long held;

    /**
     * @param directories on the disks to use, in turn; made where they are absent
     * @param limit bytes to hold at most, but one file is held whatever its length
     */
    public FileCache(List<Path> directories, long limit) {
        this.directories = List.copyOf(directories);
        this.limit = limit;
    }

    /**
     * The copy of a file; fetches it if it is not there, and waits if another thread does.
     *
     * @param hadoop settings of its file system
     * @throws BadInput if it cannot be read, is not what was promised, or no disk takes it
     * @throws CancellationException if the thread was interrupted
     */
    public LocalCopy get(PromisedFile file, Configuration hadoop) {
        while (true) {
            FutureTask<LocalCopy> copy = copy(file, hadoop);
            boolean early = copy.isDone();
            try {
                // What is fetched quickly is there before anybody waits: asked first, the answer to
                // an interrupted thread does not depend on that.
                if (!early && Thread.interrupted()) throw new InterruptedException();
                if (!early) now.execute(copy);
                LocalCopy local = copy.get();
                use(local);
                return local;
            } catch (ExecutionException e) {
                // A failure of an earlier fetch says nothing of this moment.
                copies.remove(file.sha256(), copy);
                if (!early) throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the task was killed");
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return cause instanceof BadInput refused
                ? refused
                : new IllegalStateException(cause.toString(), cause);
    }

    /** Fetches a file on another thread, if it is not there. A failure shows where it is needed. */
    public void fetchSoon(PromisedFile file, Configuration hadoop) {
        if (!copies.containsKey(file.sha256())) ahead.execute(copy(file, hadoop));
    }

    /** Tells the cache that a copy is in use. */
    public void use(LocalCopy copy) {
        copy.use(fetched.get());
    }

    /** Drops a copy, so that the file is fetched anew. */
    public void drop(PromisedFile file) {
        FutureTask<LocalCopy> copy = copies.get(file.sha256());
        if (copy != null) local(copy).ifPresent(there -> drop(file.sha256(), copy, there));
    }

    /** Bytes held, with those on their way. */
    public synchronized long held() {
        return held;
    }

    /** Files fetched so far. */
    public int fetched() {
        return fetched.get();
    }

    private FutureTask<LocalCopy> copy(PromisedFile file, Configuration hadoop) {
        return copies.computeIfAbsent(
                file.sha256(), key -> new FutureTask<>(() -> fetch(file, hadoop)));
    }

    private LocalCopy fetch(PromisedFile file, Configuration hadoop) {
        reserve(file.bytes());
        try {
            Path path = download(file, hadoop);
            LocalCopy copy = new LocalCopy(path, file.bytes());
            copy.use(fetched.incrementAndGet());
            return copy;
        } catch (Throwable e) {
            release(file.bytes());
            throw e;
        }
    }

    /** Once more where the first time fails: a damaged transfer, a file system that hiccups. */
    private Path download(PromisedFile file, Configuration hadoop) {
        try {
            return toDisk(file, hadoop);
        } catch (BadInput first) {
            try {
                return toDisk(file, hadoop);
            } catch (BadInput second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private Path toDisk(PromisedFile file, Configuration hadoop) {
        try {
            return toAnyDisk(file, hadoop);
        } catch (Download.DiskFailed full) {
            while (dropOldest()) {} // the disks have less room than the limit says
            try {
                return toAnyDisk(file, hadoop);
            } catch (Download.DiskFailed e) {
                throw new BadInput(
                        "cannot keep a copy of "
                                + file.uri()
                                + ": "
                                + e.getMessage()
                                + "; free space there, or name other disks in spark.local.dir",
                        e);
            }
        }
    }

    private Path toAnyDisk(PromisedFile file, Configuration hadoop) throws Download.DiskFailed {
        int first = Math.floorMod(file.sha256().hashCode(), directories.size());
        for (int i = 0; ; i++) {
            Path directory = directories.get((first + i) % directories.size());
            Path target = directory.resolve(file.sha256());
            try {
                Download.to(target, file, hadoop);
                return target;
            } catch (Download.DiskFailed e) {
                if (i + 1 == directories.size()) throw e;
            }
        }
    }

    private synchronized void reserve(long bytes) {
        while (held + bytes > limit && dropOldest()) {}
        held += bytes;
    }

    private synchronized void release(long bytes) {
        held -= bytes;
    }

    /** False if there is none. */
    private synchronized boolean dropOldest() {
        Optional<Map.Entry<String, FutureTask<LocalCopy>>> oldest =
                copies.entrySet().stream()
                        .filter(entry -> local(entry.getValue()).isPresent())
                        .min(Comparator.comparingInt(e -> local(e.getValue()).get().used()));
        oldest.ifPresent(e -> drop(e.getKey(), e.getValue(), local(e.getValue()).get()));
        return oldest.isPresent();
    }

    private synchronized void drop(String sha256, FutureTask<LocalCopy> copy, LocalCopy local) {
        if (!copies.remove(sha256, copy)) return;
        local.drop();
        held -= local.bytes();
    }

    /** What has been fetched; empty while it is, and if it failed. */
    private static Optional<LocalCopy> local(FutureTask<LocalCopy> copy) {
        if (!copy.isDone()) return Optional.empty();
        try {
            return Optional.of(copy.get());
        } catch (ExecutionException | InterruptedException e) {
            return Optional.empty();
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
