package org.sparkqsnn.tracking;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * TensorBoard's event file, one for every start of a run: {@code
 * events.out.tfevents.SECONDS.HOST.PID.NANOS}. Local disks and HDFS show it while it grows; object
 * stores, which cannot append, when it is closed.
 */
final class EventFile implements Sink {
    private final String folder;
    private final Configuration hadoop;
    private final long firstStep;
    private FSDataOutputStream out;

    /**
     * @param firstStep rounds done before this start
     */
    EventFile(String folder, Configuration hadoop, long firstStep) {
        this.folder = folder;
        this.hadoop = hadoop;
        this.firstStep = firstStep;
    }

    @Override
    public void open() throws IOException {
        long millis = System.currentTimeMillis();
        Path path = new Path(folder, name(millis));
        FileSystem files = path.getFileSystem(hadoop);
        // Without the checksum file that Hadoop puts beside a local one.
        if (files instanceof LocalFileSystem local) files = local.getRawFileSystem();
        out = files.create(path, false);
        out.write(EventRecord.version(millis));
        out.write(EventRecord.start(millis, firstStep + 1));
        flush();
    }

    @Override
    public void write(List<Point> points) throws IOException {
        if (out == null) open();
        for (Point point : points) out.write(EventRecord.of(point));
        flush();
    }

    @Override
    public void close(End end) throws IOException {
        if (out != null) out.close();
    }

    private void flush() throws IOException {
        if (out.hasCapability(StreamCapabilities.HFLUSH)) out.hflush();
    }

    /** Readers take files in the order of their names. */
    private static String name(long millis) throws IOException {
        return String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.%s.%d.%d",
                millis / 1000,
                InetAddress.getLocalHost().getHostName(),
                ProcessHandle.current().pid(),
                System.nanoTime());
    }
}
