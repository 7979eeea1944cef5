package org.sparkqsnn.data.cache;

/**
 * A file somewhere, and what it must be.
 *
 * @param uri on any Hadoop file system
 * @param bytes its length
 * @param sha256 of its bytes, 64 lower-case hex digits
 */
public record PromisedFile(String uri, long bytes, String sha256) {}
