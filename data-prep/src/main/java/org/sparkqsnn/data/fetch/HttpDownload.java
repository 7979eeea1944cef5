package org.sparkqsnn.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import org.sparkqsnn.data.schema.PlainUri;

/**
 * One file over HTTP, resumed where an earlier try ended. Uses HttpURLConnection because its read
 * timeout also ends a body that stalls; the timeout of java.net.http ends with the headers.
 *
 * @param connectMillis for the connection
 * @param readMillis without a byte
 */
record HttpDownload(int connectMillis, int readMillis) {
    static final HttpDownload DEFAULT = new HttpDownload(5_000, 15_000);
    private static final int REDIRECTS = 5;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /**
     * Downloads to {@code part}, appending to what it holds if the server can.
     *
     * @param limit more bytes than that are refused
     * @param progress receives bytes as they arrive, and first those that were there
     * @throws IOException if the server refuses, stalls or ends early, when {@code part} keeps what
     *     came; or if it sends more than the limit, when {@code part} is deleted
     */
    void fetch(URI from, Path part, long limit, LongConsumer progress) throws IOException {
        if (Files.exists(part) && Files.size(part) > limit) {
            Files.delete(part);
        }
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = open(from, have);
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && have > 0) {
                return; // complete already, or wrong: the checksum tells
            }
            boolean resumed =
                    status == HttpURLConnection.HTTP_PARTIAL && continuesAt(have, connection);
            if (!resumed && status != HttpURLConnection.HTTP_OK) {
                throw new IOException("HTTP " + status);
            }
            long before = resumed ? have : 0;
            progress.accept(before);
            copy(connection, part, resumed, limit - before, progress);
        } finally {
            connection.disconnect();
        }
    }

    /** Follows redirects itself: HttpURLConnection does not from http to https. */
    private HttpURLConnection open(URI from, long have) throws IOException {
        URI next = from;
        for (int redirect = 0; redirect <= REDIRECTS; redirect++) {
            requirePrivate(next, from);
            if (!(next.toURL().openConnection() instanceof HttpURLConnection connection)) {
                throw new IOException("redirected to " + next);
            }
            connection.setConnectTimeout(connectMillis);
            connection.setReadTimeout(readMillis);
            connection.setInstanceFollowRedirects(false);
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=" + have + "-");
            }
            int status = connection.getResponseCode();
            String location = connection.getHeaderField("Location");
            if (status / 100 != 3 || location == null) {
                return connection;
            }
            connection.disconnect();
            next = next.resolve(location);
        }
        throw new IOException("more than " + REDIRECTS + " redirects");
    }

    /** Https all the way; http only on this machine, and not after https. */
    static void requirePrivate(URI next, URI from) throws IOException {
        boolean downgraded = "https".equals(from.getScheme()) && "http".equals(next.getScheme());
        if (downgraded) throw new IOException("redirected from https to " + next);
        if (!PlainUri.isPrivate(next))
            throw new IOException(next + " is not asked, it is no https");
    }

    private static boolean continuesAt(long have, HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        return range != null && range.startsWith("bytes " + have + "-");
    }

    private static void copy(
            HttpURLConnection from, Path part, boolean append, long limit, LongConsumer progress)
            throws IOException {
        long expected = from.getContentLengthLong();
        StandardOpenOption mode =
                append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long copied;
        try (InputStream in = from.getInputStream();
                OutputStream out =
                        Files.newOutputStream(
                                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            copied = drain(in, out, limit, progress);
        }
        if (copied > limit) {
            Files.delete(part);
            throw new IOException("far more bytes than expected");
        }
        if (copied < expected) {
            throw new IOException("truncated after " + copied + " of " + expected + " bytes");
        }
    }

    /** Copies to the end, or until the limit is passed; returns the bytes copied. */
    private static long drain(InputStream in, OutputStream out, long limit, LongConsumer progress)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int got = in.read(buffer); got >= 0 && copied <= limit; got = in.read(buffer)) {
            out.write(buffer, 0, got);
            copied += got;
            progress.accept(got);
        }
        return copied;
    }
}
