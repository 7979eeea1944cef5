/**
 * This package is one round as arithmetic: which samples and steps each virtual worker has ({@link
 * org.sparkqsnn.training.round.RoundPlan}), the local steps of a worker, the fixed tree that adds
 * the workers up, and the outer step that makes the next state. It sees one flat array of
 * parameters and knows no neuron. It may import {@code evaluation} and what lies below it, but not
 * {@code training}, which loops over rounds. To add an optimiser, add a constant to {@code
 * OptimiserConfig}, its case in {@link org.sparkqsnn.training.round.Optimiser} and its definition
 * in ReferenceOptimiser.
 */
package org.sparkqsnn.training.round;
