package org.sparkqsnn.storage;

/**
 * A file of a checkpoint, as its manifest has it.
 *
 * @param file relative to the run directory
 * @param bytes its length
 * @param sha256 of all of it
 */
public record StoredFile(String file, long bytes, String sha256) {}
