/** This package has lists of spikes and sums of rows along them. */
package org.sparkqsnn.layer.event;
