package org.sparkqsnn.storage;

/** Asked before a run directory is changed. */
public interface Fence {
    /** For one who needs no lease: a reader, or a test that is alone. */
    Fence NONE = () -> {};

    /** Number of the lease that this process holds; 0 if it has none. */
    default int lease() {
        return 0;
    }

    /**
     * Returns if this process may still write.
     *
     * @throws LeaseLost if another one took over
     */
    void requireHeld();
}
