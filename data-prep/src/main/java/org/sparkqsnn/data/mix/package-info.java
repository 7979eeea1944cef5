/**
 * The order that content decides: a key for each record, counts of keys, and from these the borders
 * of the blocks. Arithmetic only; imports schema. {@link org.sparkqsnn.data.mix.ContentKey} says
 * what the order is, {@code data.shard} carries it out with Spark. The order is part of every
 * dataset that was made with it: to change it, give {@link org.sparkqsnn.data.mix.ContentKey}
 * another text.
 */
package org.sparkqsnn.data.mix;
