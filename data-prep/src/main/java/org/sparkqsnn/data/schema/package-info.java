/**
 * What a dataset is, in memory: images with labels, two splits, and the one exception for a user's
 * mistake. Imports the JDK only. To add a kind of data (recorded events, say): an immutable final
 * class of primitive arrays with the accessors a hand-written Kryo serializer needs, and its split
 * in {@link org.sparkqsnn.data.schema.Dataset}.
 */
package org.sparkqsnn.data.schema;
