/**
 * This package is what all verbs share: what a person types and sees, the places that may be read
 * and written, and the exit codes. It computes nothing. It may import {@code doctor}, {@code
 * spark}, {@code experiment}, {@code run}, and data-prep's {@code schema} and {@code shard}, but no
 * verb.
 */
package org.sparkqsnn.cli.terminal;
