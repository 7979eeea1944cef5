/**
 * Whole-program benchmarks, and what all JMH classes share. May import everything; nothing imports
 * it.
 *
 * <p>A JMH class of package-private kernels lives in the package of its kernels, named {@code
 * <What>Benchmark}; its Javadoc is the command that runs it. It compares with the baseline, or with
 * a formula, before it times anything.
 */
package org.sparkqsnn.benchmarks;
