package org.sparkqsnn.data.fetch;

/**
 * One file of a data set.
 *
 * @param name without {@code .gz}
 * @param gzipBytes size on the official mirrors, for the progress bar; more than twice as much is
 *     refused
 * @param checksum what it must hash to
 */
record RemoteFile(String name, long gzipBytes, Checksum checksum) {
    static RemoteFile of(String name, long gzipBytes, long bytes, String sha256) {
        return new RemoteFile(
                name, gzipBytes, new Checksum(Checksum.Of.DECOMPRESSED, bytes, sha256));
    }
}
