package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.sparkqsnn.data.cache.FileCache;
import org.sparkqsnn.data.cache.LocalCopy;
import org.sparkqsnn.data.cache.PromisedFile;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Records;

/**
 * The records of one split of a stored dataset, read from copies of its blocks on the local disk,
 * which are fetched when they are first needed and verified once. On the heap there is nothing.
 *
 * <p>What goes to another machine is the place and the manifest; there they are read with that
 * machine's own settings and disks ({@link DiskOfJvm}).
 */
public final class StoredRecords implements Records {
    private static final long serialVersionUID = 1L;

    /** A copy that was dropped, or went bad, this often within one read. */
    private static final int MOST_TRIES = 3;

    private final StoredSplit split;
    private transient volatile AtomicReferenceArray<LocalCopy> copies;
    private transient volatile Configuration hadoop;

    StoredRecords(StoredSplit split) {
        this.split = split;
    }

    /** Settings to read with in this JVM, where they are not those of its Spark session. */
    StoredRecords with(Configuration settings) {
        this.hadoop = settings;
        return this;
    }

    /** Where they are, for serializers. */
    public StoredSplit split() {
        return split;
    }

    @Override
    public int count() {
        return split.blocks().records();
    }

    @Override
    public int recordsPerBlock() {
        return split.blocks().recordsPerBlock();
    }

    @Override
    public int get(int record, int index) {
        byte[] one = new byte[1];
        copy(record, index, 1, one, 0);
        int value = one[0] & 0xff;
        if (index == 0 && value >= split.manifest().classes()) {
            throw new BadInput(
                    split.file(record / recordsPerBlock()).uri()
                            + ": record "
                            + record
                            + " has label "
                            + value
                            + ", classes are "
                            + split.manifest().classes()
                            + "; run prepare again");
        }
        return value;
    }

    @Override
    public void copy(int record, int from, int length, byte[] out, int at) {
        int block = record / recordsPerBlock();
        long first = (long) record % recordsPerBlock() * split.manifest().stride() + from;
        read(block, BlockFormat.HEADER_BYTES + first, length, out, at);
    }

    @Override
    public long heapBytes() {
        return 0;
    }

    @Override
    public void fetchSoon(int[] blocks) {
        for (int block : blocks) {
            if (opened().get(block) == null) cache().fetchSoon(split.file(block), hadoop());
        }
    }

    /**
     * Machines that hold a block, as its file system tells; empty where it does not say.
     *
     * @throws BadInput if the file system cannot be asked
     */
    public String[] hosts(int block) {
        PromisedFile file = split.file(block);
        Path path = new Path(file.uri());
        try {
            FileSystem files = path.getFileSystem(hadoop());
            BlockLocation[] parts = files.getFileBlockLocations(path, 0, file.bytes());
            return parts == null || parts.length == 0 ? new String[0] : parts[0].getHosts();
        } catch (IOException e) {
            throw BadInput.cannot("read", file.uri(), e, "check it, or run prepare again");
        }
    }

    private void read(int block, long from, int length, byte[] out, int at) {
        for (int tries = 1; ; tries++) {
            try {
                if (copyOf(block).read(from, length, out, at)) return;
            } catch (IOException e) {
                // The disk has lost it: fetched anew, once or twice.
                cache().drop(split.file(block));
                if (tries == MOST_TRIES) {
                    throw BadInput.cannot(
                            "read the local copy of",
                            split.file(block).uri(),
                            e,
                            "check the disks of spark.local.dir");
                }
            }
            opened().set(block, null);
        }
    }

    private LocalCopy copyOf(int block) {
        LocalCopy copy = opened().get(block);
        if (copy == null) {
            copy = cache().get(split.file(block), hadoop());
            checkHeader(block, copy);
            opened().set(block, copy);
        } else cache().use(copy);
        return copy;
    }

    private void checkHeader(int block, LocalCopy copy) {
        byte[] header = new byte[BlockFormat.HEADER_BYTES];
        try {
            // Of a copy that was dropped meanwhile nothing is read: the next one is checked.
            if (!copy.read(0, header.length, header, 0)) return;
        } catch (IOException e) {
            return; // nor of one that cannot be read, which the reader finds out
        }
        BlockFormat.checkHeader(
                header,
                split.manifest(),
                split.blocks().blocks().get(block),
                split.file(block).uri());
    }

    private AtomicReferenceArray<LocalCopy> opened() {
        AtomicReferenceArray<LocalCopy> now = copies;
        return now == null ? open() : now;
    }

    private synchronized AtomicReferenceArray<LocalCopy> open() {
        if (copies == null) copies = new AtomicReferenceArray<>(split.blocks().blocks().size());
        return copies;
    }

    private FileCache cache() {
        return DiskOfJvm.here().cache();
    }

    private Configuration hadoop() {
        Configuration own = hadoop;
        return own == null ? DiskOfJvm.here().hadoop() : own;
    }
}
