package org.sparkqsnn.run;

/** Asked before a run directory is changed. */
interface Fence {
    /** For one who needs no lease: a reader, or a test that is alone. */
    Fence NONE = () -> {};

    /**
     * Returns if this process may still write.
     *
     * @throws LeaseLost if another one took over
     */
    void requireHeld();
}
