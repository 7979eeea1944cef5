/**
 * This package says what a neuron is: one step of it ({@link org.sparkqsnn.neuron.Neuron}, on a
 * {@link org.sparkqsnn.neuron.Cell}), the kernel that trains any neuron by its definition, and the
 * signals of a micro-batch. The neurons themselves are in the packages below it. To add one, write
 * a public record with a constant {@code DEFAULT}, add its name to the list in {@code Neuron}, and
 * a test that extends {@code NeuronContractTest}.
 */
package org.sparkqsnn.neuron;
