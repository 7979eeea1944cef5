/** This package has neurons without time and without spikes. */
package org.sparkqsnn.neuron.real;
