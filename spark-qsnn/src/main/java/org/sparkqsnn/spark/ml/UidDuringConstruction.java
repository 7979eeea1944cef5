package org.sparkqsnn.spark.ml;

/**
 * The uid of an object of this thread whose constructor runs. Spark's super constructors make
 * Params that remember {@code uid()}, before a field of a Java class can have a value.
 */
final class UidDuringConstruction {
    private static final ThreadLocal<String> UID = new ThreadLocal<>();

    private UidDuringConstruction() {}

    /** Called in the arguments of {@code this(...)}, which come before the super constructor. */
    static String announce(String uid) {
        UID.set(uid);
        return uid;
    }

    static String get() {
        return UID.get();
    }

    /** Called when the field has its value. */
    static String settle(String uid) {
        UID.remove();
        return uid;
    }
}
