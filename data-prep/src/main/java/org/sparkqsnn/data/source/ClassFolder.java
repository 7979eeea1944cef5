package org.sparkqsnn.data.source;

import java.io.Serializable;

/**
 * The images of one class in one part.
 *
 * @param directory where they lie
 * @param label of the class
 * @param rule for their part
 */
record ClassFolder(String directory, int label, PartRule rule) implements Serializable {}
