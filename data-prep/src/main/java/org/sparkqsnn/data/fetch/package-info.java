/**
 * The four files of a known data set onto this machine, verified: from the cache, the official
 * mirrors in turn, then packages. Imports idx and schema. To add a data set: a constant of {@link
 * org.sparkqsnn.data.fetch.KnownSet} with its checksums; to add a way to get files: a record of
 * {@code PackageSource}. No step may trust a file before its checksum.
 */
package org.sparkqsnn.data.fetch;
