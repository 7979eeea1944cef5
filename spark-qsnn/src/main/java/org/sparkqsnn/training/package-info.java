/**
 * Training without a cluster: losses, optimisers, one virtual worker's round, the fixed tree that
 * averages workers, the loop over rounds. Everything is a pure function of config, seed and data,
 * so that any executor computes the same bits. May import layer, neuron, math, run and data-prep;
 * no Spark types. To add a loss: a constant in {@code TrainingConfig.Loss}, its case in {@link
 * org.sparkqsnn.model.Loss}, a row in docs/notation.md and a case in LossTest.
 */
package org.sparkqsnn.training;
