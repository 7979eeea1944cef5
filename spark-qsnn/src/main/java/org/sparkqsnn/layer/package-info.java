/**
 * This package says what a layer is: data in a config ({@link org.sparkqsnn.layer.LayerSpec}),
 * buffers of one thread ({@link org.sparkqsnn.layer.Layer}), and the one loop that runs any neurons
 * behind any connection ({@link org.sparkqsnn.layer.NeuronLayer}). A layer keeps its weights in a
 * layout of its own and converts from and to the network's flat parameters at the ends of a round.
 * The same weights and inputs always give the same bits. To add one, write a public record that
 * implements {@code LayerSpec}, add its name to the list there, and a test that extends {@code
 * LayerContractTest}.
 */
package org.sparkqsnn.layer;
