package org.sparkqsnn.math;

/**
 * Whether this JVM runs vector code: it must have been started with {@code
 * --add-modules=jdk.incubator.vector}.
 */
public final class Vectors {
    public static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /** Floats of the widest vector; 16 where there are none, so that memory is laid out alike. */
    public static final int LANES = AVAILABLE ? VectorMath.SPECIES.length() : 16;

    private Vectors() {}
}
