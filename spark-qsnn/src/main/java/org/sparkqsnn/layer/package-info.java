/**
 * Layers: weighted inputs into neurons, and gradients back. May import neuron, math and run. A
 * layer keeps its weights in a layout of its own (the kernel layout) and converts from and to the
 * network's flat parameters at the ends of a round. To add one: a class that implements {@link
 * org.sparkqsnn.layer.Layer}, a case in {@code training.Network}, a case in NetworkGradientTest.
 * The same weights and inputs must always give the same bits.
 */
package org.sparkqsnn.layer;
