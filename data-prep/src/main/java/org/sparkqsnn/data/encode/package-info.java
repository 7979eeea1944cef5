/**
 * Spike encoders as pure functions: the same seed, sample, epoch and pixel give the same spike on
 * any machine, in any order. Imports schema. To add one: implement {@link
 * org.sparkqsnn.data.encode.SpikeEncoder}, draw only from {@link
 * org.sparkqsnn.data.encode.Philox4x32} under a {@link org.sparkqsnn.data.encode.Stream} key, and
 * test the mean and variance of what it fires against the distribution it claims.
 */
package org.sparkqsnn.data.encode;
