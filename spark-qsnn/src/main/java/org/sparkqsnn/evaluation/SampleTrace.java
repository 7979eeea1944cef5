package org.sparkqsnn.evaluation;

/**
 * One sample in a trained network, step by step.
 *
 * @param id of the sample in its set
 * @param label its class
 * @param predicted the class that won
 * @param spikes of the input, then of each layer's neurons; shape [1 + layers][steps][neurons],
 *     without steps where they do not spike
 * @param membranes of the output neurons after each step, before any reset; shape [steps][classes],
 *     with one step where all are alike
 */
public record SampleTrace(
        int id, int label, int predicted, boolean[][][] spikes, double[][] membranes) {}
