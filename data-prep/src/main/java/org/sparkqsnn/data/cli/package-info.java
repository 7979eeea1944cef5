/**
 * The verb {@code prepare} and the one line a user's mistake gets. Imports everything else in this
 * module; nothing imports it but the command line of spark-qsnn. To add a verb: a picocli command
 * that returns an exit code and throws {@link org.sparkqsnn.data.schema.BadInput}.
 */
package org.sparkqsnn.data.cli;
