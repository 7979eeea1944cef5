/**
 * Files of any Hadoop file system, verified, on the disks of the machine that reads them. Knows
 * nothing of what is in the files; imports schema only.
 */
package org.sparkqsnn.data.cache;
