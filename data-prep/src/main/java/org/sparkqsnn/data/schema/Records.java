package org.sparkqsnn.data.schema;

import java.io.Serializable;

/**
 * Where the records of an image set are: on the heap, or in files. Record i is one label (a byte)
 * and the bytes of its pixels; records lie in blocks, of which all but the last have {@link
 * #recordsPerBlock()} of them. Thread-safe.
 */
public interface Records extends Serializable {

    /** How many there are. */
    int count();

    /** Records of every block but the last. */
    int recordsPerBlock();

    /** One byte of a record, in [0, 255]; byte 0 is its label. */
    int get(int record, int index);

    /** Copies {@code length} bytes of a record, from its byte {@code from} on. */
    void copy(int record, int from, int length, byte[] out, int at);

    /** Bytes that they take on the heap. */
    long heapBytes();

    /**
     * Says that these blocks are needed soon, so that they can be fetched meanwhile. Changes no
     * result.
     */
    default void fetchSoon(int[] blocks) {}
}
