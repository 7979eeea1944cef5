/**
 * Training on real clusters: processes that are killed, data nodes that stop, disks that fill.
 * Every test ends with the same question: are the final weights those of an undisturbed {@code
 * local[1]}?
 *
 * <p>A test starts drivers as a user does, by {@code scripts/qsnn} ({@link
 * org.sparkqsnn.cluster.Launcher}), looks at the files of the run ({@link
 * org.sparkqsnn.cluster.RunFiles}), strikes, and shows by Spark's event log or by the process that
 * the strike was one. Files go to {@code target/it/CLASS} and stay until the next time; processes
 * do not. The tests' own JVM runs no Spark, only HDFS and YARN, which have no other way.
 *
 * <p>To add a fault: a class in {@link org.sparkqsnn.cluster.Faults}, and a line in its list.
 */
package org.sparkqsnn.cluster;
