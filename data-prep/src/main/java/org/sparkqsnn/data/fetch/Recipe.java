package org.sparkqsnn.data.fetch;

import java.net.URI;
import java.util.List;

/**
 * How to get one data set.
 *
 * @param name folder in the cache
 * @param files what it consists of
 * @param mirrors base addresses ending in a slash, tried in turn; they serve {@code NAME.gz}
 * @param packages tried in turn for what no mirror gave
 */
record Recipe(
        String name, List<RemoteFile> files, List<URI> mirrors, List<PackageSource> packages) {}
