/**
 * Datasets on any Hadoop file system: block files, their manifest, and the order in which an epoch
 * visits the samples. With {@code cli} the only package that may see Hadoop and Spark; imports
 * schema and encode. {@link org.sparkqsnn.data.shard.BlockFormat} documents the bytes, {@link
 * org.sparkqsnn.data.shard.Manifest} the JSON. To change either: a new version number, and a test
 * that the old one is still read or refused by name.
 */
package org.sparkqsnn.data.shard;
