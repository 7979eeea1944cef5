package org.sparkqsnn.storage;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under {@code faulty://}, of which one call goes wrong: the {@value #AT}-th that a
 * {@link Fault} can befall. Every configuration has a file system of its own, as every process has.
 * Renames never happen, though they say so.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
    private static final String FAULT = "faulty.fault";
    private static final String AT = "faulty.at";
    private static final String SEED = "faulty.seed";
    private static final String LAX = "faulty.lax";

    /** Listings of every folder, by any process, oldest first. */
    private static final Map<Path, List<FileStatus[]>> LISTED = new ConcurrentHashMap<>();

    /** Calls of rename, of which nobody should depend on one. */
    public static final AtomicInteger RENAMES = new AtomicInteger();

    /** Faults that have happened. */
    public static final AtomicInteger HAPPENED = new AtomicInteger();

    private Fault fault = Fault.NONE;
    private Random random = new Random(0);
    private int left;
    private int stale;
    private boolean lax;
    private volatile boolean full;
    private volatile boolean dead;

    /** One fault at the {@code at}-th call from 0 on. */
    public static Configuration with(Fault fault, int at, long seed) {
        Configuration conf = new Configuration(false);
        conf.set("fs.faulty.impl", FaultyFileSystem.class.getName());
        conf.setBoolean("fs.faulty.impl.disable.cache", true);
        conf.set(FAULT, fault.name());
        conf.setInt(AT, at);
        conf.setLong(SEED, seed);
        return conf;
    }

    /** No fault, but a create that never minds a file of that name, as on some object stores. */
    static Configuration lax() {
        Configuration conf = with(Fault.NONE, 0, 0);
        conf.setBoolean(LAX, true);
        return conf;
    }

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        super.initialize(uri, conf);
        fault = conf.getEnum(FAULT, Fault.NONE);
        left = conf.getInt(AT, 0);
        random = new Random(conf.getLong(SEED, 0));
        lax = conf.getBoolean(LAX, false);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
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
        Fault now =
                due(
                        Fault.KILL,
                        Fault.FULL,
                        Fault.CREATE_FAILS,
                        Fault.CLOSE_FAILS,
                        Fault.TORN,
                        Fault.VANISHES);
        if (now == Fault.CREATE_FAILS) throw new IOException("cannot create " + file);
        OutputStream out =
                super.create(file, overwrite || lax, buffer, replication, block, progress);
        return new FSDataOutputStream(new FaultyStream(file, out, now), null);
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
        return create(file, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        requireAlive();
        return super.open(file, buffer);
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        Fault now = due(Fault.KILL, Fault.DELETE_FAILS, Fault.DELETE_LOST);
        if (now == Fault.DELETE_FAILS) throw new IOException("cannot delete " + file);
        boolean done = now == Fault.DELETE_LOST || super.delete(file, recursive);
        if (now == Fault.KILL) die();
        return done;
    }

    @Override
    public boolean rename(Path from, Path to) {
        RENAMES.incrementAndGet();
        return true;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        Fault due = due(Fault.KILL, Fault.STALE);
        if (due == Fault.STALE) stale = 12;
        if (due == Fault.KILL) die();
        List<FileStatus[]> seen = LISTED.computeIfAbsent(folder, f -> new CopyOnWriteArrayList<>());
        if (stale > 0 && !seen.isEmpty()) {
            stale--;
            return seen.get(Math.max(0, seen.size() - 1 - random.nextInt(6)));
        }
        FileStatus[] now = listed(folder);
        seen.add(now);
        if (now.length == 0) throw new FileNotFoundException(folder + " is empty or missing");
        return now;
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        requireAlive();
        return super.getFileStatus(file);
    }

    private FileStatus[] listed(Path folder) throws IOException {
        try {
            return super.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private void die() throws IOException {
        dead = true;
        requireAlive();
    }

    private void requireAlive() throws IOException {
        if (dead) throw new IOException("this process is dead");
    }

    /** The fault, if it is one that can befall this call and its time has come. */
    private synchronized Fault due(Fault... possible) throws IOException {
        requireAlive();
        if (fault == Fault.SLOW || List.of(possible).contains(fault)) {
            if (left-- == 0) {
                HAPPENED.incrementAndGet();
                return happening();
            }
        }
        return Fault.NONE;
    }

    private Fault happening() throws IOException {
        switch (fault) {
            case SLOW -> sleep();
            case KILL -> dead = random.nextBoolean(); // else in the middle of the file
            case FULL -> full = true;
            default -> {}
        }
        requireAlive();
        return fault;
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes at close, all or a part. */
    private final class FaultyStream extends ByteArrayOutputStream {
        private final Path file;
        private final OutputStream out;
        private final Fault fate;
        private boolean closed;

        FaultyStream(Path file, OutputStream out, Fault fate) {
            this.file = file;
            this.out = out;
            this.fate = fate;
        }

        @Override
        public void close() throws IOException {
            if (closed) return;
            closed = true;
            boolean whole =
                    !full && (fate == Fault.NONE || fate == Fault.SLOW || fate == Fault.VANISHES);
            try (out) {
                out.write(buf, 0, whole ? count : random.nextInt(Math.max(1, count)));
            }
            if (fate == Fault.KILL) die();
            if (fate == Fault.VANISHES) vanish();
            if (!whole && fate != Fault.TORN) throw new IOException("No space left on device");
        }

        private void vanish() throws IOException {
            if (!FaultyFileSystem.super.delete(file, false))
                throw new IOException(file + " is gone already");
        }
    }
}
