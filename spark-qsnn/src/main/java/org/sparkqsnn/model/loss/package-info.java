/**
 * From scores to a loss, and the way back. To add one, write a record that implements {@link
 * org.sparkqsnn.model.Loss} and add its name to the list there.
 */
package org.sparkqsnn.model.loss;
