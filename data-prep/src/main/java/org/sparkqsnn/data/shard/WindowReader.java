package org.sparkqsnn.data.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * The samples of one split of a dataset, of which only the blocks of a window are in memory, and
 * those of the next one while they are read ahead on a thread of its own. Every block is verified
 * by its sha256 when it is read. For one thread.
 */
public final class WindowReader implements AutoCloseable {
    private final BlockReader reader;
    private final Manifest.Split split;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread made = new Thread(work, "blocks read ahead");
                        made.setDaemon(true);
                        return made;
                    });

    /** Blocks of the window that was asked for last, by number. */
    private Map<Integer, byte[]> held = Map.of();

    /** What is read ahead. */
    private Future<Map<Integer, byte[]>> ahead = null;

    private WindowReader(BlockReader reader, Manifest.Split split) {
        this.reader = reader;
        this.split = split;
    }

    /**
     * Reads the training split of a dataset.
     *
     * @param uri the folder that {@code prepare --out} wrote, on any Hadoop file system
     * @throws org.sparkqsnn.data.schema.BadInput if the manifest is missing or damaged
     */
    public static WindowReader train(String uri, Configuration conf) {
        BlockReader reader = new BlockReader(HadoopFolder.of(uri, conf));
        return new WindowReader(reader, reader.manifest().train());
    }

    /**
     * The set with these blocks; those of the window before are let go.
     *
     * @throws org.sparkqsnn.data.schema.BadInput if one is missing or damaged; the message names
     *     the file
     */
    public ImageSet read(int[] blocks) {
        Map<Integer, byte[]> known = new HashMap<>(held);
        known.putAll(readAhead());
        held = Map.of();
        Map<Integer, byte[]> window = new HashMap<>();
        for (int block : blocks) {
            byte[] records = known.get(block);
            window.put(block, records == null ? reader.block(split, block) : records);
        }
        held = window;
        byte[][] all = new byte[split.blocks().size()][];
        window.forEach((block, records) -> all[block] = records);
        return reader.set(split, all);
    }

    /** Begins to read the blocks that will be asked for next. */
    public void readAhead(int[] blocks) {
        Map<Integer, byte[]> here = held;
        ahead =
                thread.submit(
                        () -> {
                            Map<Integer, byte[]> read = new HashMap<>();
                            for (int block : blocks) {
                                if (Thread.interrupted()) throw new CancellationException();
                                if (!here.containsKey(block))
                                    read.put(block, reader.block(split, block));
                            }
                            return read;
                        });
    }

    /** Forgets all blocks, and reads no more ahead. */
    @Override
    public void close() {
        thread.shutdownNow();
        held = Map.of();
        ahead = null;
    }

    /** What was read ahead; nothing if nothing was. What went wrong there goes wrong here. */
    private Map<Integer, byte[]> readAhead() {
        if (ahead == null) return Map.of();
        try {
            return ahead.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException mistake) throw mistake;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while blocks were read");
        } finally {
            ahead = null;
        }
    }
}
