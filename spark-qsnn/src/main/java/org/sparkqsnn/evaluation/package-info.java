/**
 * This package shows samples to a trained network and counts what it makes of them: predictions,
 * scores, spikes, and one sample step by step. Counts of parts of a set add up to those of the
 * whole, in any order. It may import {@code experiment} and what lies below it, and it sees no
 * Spark types. To add a number to an evaluation, add it where a micro-batch is counted, where two
 * counts are added, and to the wire.
 */
package org.sparkqsnn.evaluation;
