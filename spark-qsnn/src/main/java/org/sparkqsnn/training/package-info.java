/**
 * This package trains without a cluster: it holds the data of a run, loops over its rounds, writes
 * checkpoints and says what went on. What a round computes is in {@link
 * org.sparkqsnn.training.round}. Everything is a pure function of config, seed and data, so that
 * any executor computes the same bits. It may import {@code evaluation} and what lies below it, and
 * it sees no Spark types. To run the workers of a round elsewhere, implement {@link
 * org.sparkqsnn.training.round.Workers}; to keep something of a run, implement {@link
 * org.sparkqsnn.training.Journal}.
 */
package org.sparkqsnn.training;
