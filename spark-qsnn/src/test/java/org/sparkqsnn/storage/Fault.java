package org.sparkqsnn.storage;

/** What {@link FaultyFileSystem} does at one of the calls it is asked for. */
public enum Fault {
    NONE,
    /** The process dies: a file being written keeps a part, and no call works from now on. */
    KILL,
    /** The disk is full from now on: a file keeps a part, and its close fails. */
    FULL,
    /** One file cannot be created. */
    CREATE_FAILS,
    /** One file keeps a part, and its close fails. */
    CLOSE_FAILS,
    /** One file keeps a part, and its close says that all is well. */
    TORN,
    /** One file is gone as soon as it is written. */
    VANISHES,
    /** One delete fails. */
    DELETE_FAILS,
    /** One delete says it was done, and was not. */
    DELETE_LOST,
    /** For twelve listings, each folder looks as it did some listings ago. */
    STALE,
    /** One call takes 20 ms. */
    SLOW
}
