/**
 * Neurons: one step, its derivative, and the same step over a panel of neurons at vector speed. May
 * import math, circuit and run. {@link org.sparkqsnn.neuron.Qlif} is the definition, in double; the
 * kernels are float twins of each other and are held to the definition by tests. To add a neuron:
 * its definition, its kernel, a row in docs/notation.md, a subclass of the kernel contract test.
 * The same drive must always give the same spikes.
 */
package org.sparkqsnn.neuron;
