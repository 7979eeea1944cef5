/** Raw images and events in, verified datasets and spikes out. Never sees spark-qsnn. */
package org.sparkqsnn.data;
