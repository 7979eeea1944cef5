/**
 * Images that no machine has to hold: tables of any format that Spark reads, and folders of PNG and
 * JPEG files by class. Each becomes a {@link org.sparkqsnn.data.shard.RowSource}, whose rows are
 * read and checked in Spark's tasks. Imports schema, mix and shard. To add a source: a class with a
 * method that returns one, and an option of {@code prepare}.
 */
package org.sparkqsnn.data.source;
