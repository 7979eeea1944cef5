/**
 * This package reads and writes the files of a run or a sweep on any Hadoop file system, and holds
 * the lease that lets one process at a time write them. {@link org.sparkqsnn.storage.Storage}
 * neither leaves its root nor follows a link there. It may import {@code config} and data-prep's
 * {@code schema}, and it sees no Spark types.
 */
package org.sparkqsnn.storage;
