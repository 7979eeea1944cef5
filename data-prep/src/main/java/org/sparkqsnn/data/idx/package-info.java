/**
 * The IDX format of MNIST and its relatives, raw or under gzip, to {@link
 * org.sparkqsnn.data.schema.ImageSet}. Imports schema. To add an element type or a rank: a magic
 * number in {@code IdxReader} and a test file with each of its faults.
 */
package org.sparkqsnn.data.idx;
