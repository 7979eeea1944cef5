/** This package has leaky integrate-and-fire neurons, and the leaky integrator. */
package org.sparkqsnn.neuron.lif;
