"""Compares losses and gradients of the hand-written peers with plain autograd, in double precision."""

import math
import sys

import torch

import qsnn_torch
from neuron import DECAY_RATE, LIMIT, RATE
from qsnn_torch import HIDDEN, STEPS, Fire


def step(q, p, phi):
    """One step in angles, as spark-qsnn's Qlif.java; cut from the step before."""
    turned = math.pi - (phi + LIMIT * (1 - torch.exp(-RATE * q.clamp(min=0))) - math.pi).abs()
    leaked = 2 * torch.asin(torch.sin(phi / 2) * torch.exp(-DECAY_RATE * p.abs()))
    phi = torch.where(q > 0, turned, leaked)
    fired = Fire.apply(torch.sin(phi / 2) ** 2)
    return fired, (phi * (1 - fired)).detach()


def layer(planes, outputs, inputs):
    phi, spikes = torch.zeros(len(inputs[0]), outputs).double(), []
    for x in inputs:
        drives = planes(x)
        p = drives[:, outputs:] if drives.shape[1] > outputs else torch.zeros_like(drives)
        fired, phi = step(drives[:, :outputs], p, phi)
        spikes.append(fired)
    return spikes


def reference(network, inputs):
    hidden = layer(network.hidden.planes, HIDDEN, inputs)
    return sum(layer(network.output.planes, qsnn_torch.CLASSES, hidden))


def gradients(network, scores, labels):
    network.zero_grad()
    torch.nn.functional.cross_entropy(scores, labels).backward()
    return [p.grad.clone() for p in network.parameters()]


def check(name):
    torch.manual_seed(1)
    network = qsnn_torch.NETWORKS[name]().double()
    x, labels = torch.rand(20, qsnn_torch.INPUTS).double() ** 4, torch.randint(0, 10, (20,))
    torch.manual_seed(2)
    fast = network(x)
    found = gradients(network, fast, labels)
    torch.manual_seed(2)  # the same spikes again
    drawn = torch.rand(STEPS, *x.shape, dtype=x.dtype)
    slow = reference(network, (drawn < x).double() if name == "poisson" else [x] * STEPS)
    expected = gradients(network, slow, labels)
    if not torch.equal(fast, slow):
        sys.exit(f"check: {name}: spike counts differ from autograd's")
    for a, b in zip(found, expected):
        error = ((a - b).abs().max() / b.abs().max()).item()
        if not error < 1e-6:
            sys.exit(f"check: {name}: a gradient differs from autograd's by {error:.1e}")


if __name__ == "__main__":
    for name in ("tuned", "tuned-no-tau", "poisson"):
        check(name)
