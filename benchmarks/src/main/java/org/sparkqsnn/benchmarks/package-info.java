/**
 * Whole-program benchmarks. May import everything; nothing imports it.
 *
 * <p>A JMH class of package-private kernels lives in the package of its kernels, named {@code
 * <What>Benchmark}; its Javadoc is the command that runs it.
 */
package org.sparkqsnn.benchmarks;
