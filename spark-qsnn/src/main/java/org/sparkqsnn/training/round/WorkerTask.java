package org.sparkqsnn.training.round;

import java.io.Serializable;

/**
 * One virtual worker's part of one round.
 *
 * @param worker virtual worker, from 0
 * @param round round of the run, from 0
 * @param epoch epoch, from 0
 * @param firstStep first batch of the worker's shard in this epoch
 * @param endStep batch after the last
 * @param globalStep local steps every worker has taken before this round
 */
public record WorkerTask(
        int worker, int round, int epoch, int firstStep, int endStep, long globalStep)
        implements Serializable {}
