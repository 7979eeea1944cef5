package org.sparkqsnn.model;

import java.util.List;

/**
 * What a network that is trained does beyond its forward pass.
 *
 * @param window steps after which the chain through the state is cut on the way back
 * @param released whether the backward pass is that of the released code
 * @param dropout whether layers of dropout drop
 * @param penalties on spikes, beside the loss
 */
public record Learning(int window, boolean released, boolean dropout, List<RatePenalty> penalties) {
    public Learning {
        penalties = List.copyOf(penalties);
    }
}
