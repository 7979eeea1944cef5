/**
 * Any record as HOCON, as JSON, and as keys and values. Knows no experiment: what is configured is
 * a record in its own package, complete and checked when it exists.
 *
 * <p>A key is the path of a component ({@code optimiser.learningRate}, {@code
 * model.layers.0.outputs}). To add one: a component, its value in the record's constant {@code
 * DEFAULT}, its rule in the compact constructor ({@link org.sparkqsnn.config.Check}), a row in
 * {@code conf/reference.conf}. To add a union: an interface with a constant {@code KINDS} ({@link
 * org.sparkqsnn.config.Kinds}) and public records that implement it, each with a {@code DEFAULT}.
 * May import {@code data.schema}.
 */
package org.sparkqsnn.config;
