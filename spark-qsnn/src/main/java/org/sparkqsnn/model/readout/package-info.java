/**
 * From what the output neurons did to a score for each class, and the way back. To add one, write a
 * record that implements {@link org.sparkqsnn.model.Readout} and add its name to the list there.
 */
package org.sparkqsnn.model.readout;
