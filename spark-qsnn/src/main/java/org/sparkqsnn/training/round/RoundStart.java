package org.sparkqsnn.training.round;

import java.io.Serializable;

/**
 * What every worker of a round starts from. The rest of a {@link ModelState} is the driver's, or
 * one worker's own.
 *
 * @param round rounds done
 * @param parameters flat parameters of the network; not changed
 * @param moments optimiser moments of all workers; empty for zeros, and where each has its own; not
 *     changed
 */
public record RoundStart(int round, float[] parameters, float[] moments) implements Serializable {}
