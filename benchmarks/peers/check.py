"""Compares spike counts and gradients of the hand-written peers with autograd's, in double precision."""

import sys

import torch

from qsnn_torch import CLASSES, INPUTS, NETWORKS

SAMPLES = 20


def share(network, by_hand):
    """Gives a hand-written network the weights of the other."""
    for layer, planes in pairs(network, by_hand):
        for name, wanted in planes.named_parameters():
            wanted.data.copy_(stacked(layer, lambda plane: getattr(plane, name), wanted))


def pairs(network, by_hand):
    return (network.hidden, by_hand.hidden.planes), (network.output, by_hand.output.planes)


def stacked(layer, value, like):
    """A value of the layer's two planes in one tensor, of the first plane alone where like has no more."""
    return torch.cat([value(layer.theta), value(layer.tau)])[: len(like)]


def counts(network, x, labels):
    """Spike counts; leaves gradients."""
    torch.manual_seed(2)  # the same spikes from both
    scores = network(x)
    torch.nn.functional.cross_entropy(scores, labels).backward()
    return scores


def check(name, by_hand_name):
    torch.manual_seed(1)
    network, by_hand = NETWORKS[name]().double(), NETWORKS[by_hand_name]().double()
    share(network, by_hand)
    x = torch.rand(SAMPLES, INPUTS).double() ** 4
    labels = torch.randint(0, CLASSES, (SAMPLES,))
    expected, found = counts(network, x, labels), counts(by_hand, x, labels)
    if not torch.equal(expected, found):
        sys.exit(f"check: {by_hand_name}: spike counts differ from {name}'s")
    if expected.sum() == 0:
        sys.exit(f"check: {name}: no spikes, so nothing is compared")
    for layer, planes in pairs(network, by_hand):
        for parameter, values in planes.named_parameters():
            grad = stacked(layer, lambda plane: getattr(plane, parameter).grad, values)
            error = ((values.grad - grad).abs().max() / grad.abs().max()).item()
            if not error < 1e-6:
                sys.exit(f"check: {by_hand_name}: gradient of {parameter} differs by {error:.1e}")
    without_tau = len(by_hand.hidden.planes.weight) == len(network.hidden.theta.weight)
    if without_tau and network.hidden.tau.weight.grad.any():
        sys.exit(f"check: {by_hand_name}: leaves out a plane that has a gradient")


if __name__ == "__main__":
    check("tuned", "tuned-by-hand")
    check("poisson", "poisson-by-hand")
