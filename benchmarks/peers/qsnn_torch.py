"""PyTorch peers of the 784-1000-10 QSNN: the same neuron, loss and gradient, written four ways.

naive         populations, every step's matrix products, autograd through every operation and step
tuned         constant input: the first layer's products once a sample; spatial gradient (each
              step cut from the one before); layers written by hand, see fast_layer.py
tuned-no-tau  as tuned, without the first layer's tau plane, which cannot act on constant input
poisson       as tuned, with Bernoulli spikes and one dense product over all steps; at MNIST's density
              of 0.13, embedding_bag, CSR and COO products take 1.2 to 1.4 times as long

Neuron: relaxation leak, ground reset, bounded rotation, centred arctangent surrogate; scores are
spike counts. These are spark-qsnn's defaults.
"""

import math

import torch

from fast_layer import FastLayer
from neuron import DECAY_RATE, LIMIT, RATE, THRESHOLD

INPUTS, HIDDEN, CLASSES, STEPS = 784, 1000, 10, 25


class Fire(torch.autograd.Function):
    """Step at the threshold forward, 1 / (1 + (pi (alpha - threshold))^2) backward."""

    @staticmethod
    def forward(context, alpha):
        context.save_for_backward(alpha)
        return (alpha > THRESHOLD).to(alpha.dtype)

    @staticmethod
    def backward(context, gradient):
        (alpha,) = context.saved_tensors
        return gradient / (1 + (math.pi * (alpha - THRESHOLD)) ** 2)


class PopulationLayer(torch.nn.Module):
    """A layer that carries alpha, each step as the paper writes it."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.theta = torch.nn.Linear(inputs, outputs)
        self.tau = torch.nn.Linear(inputs, outputs)

    def forward(self, x, alpha):
        q, p = self.theta(x), self.tau(x)
        # sqrt and asin have infinite slopes at 0 and 1
        phi = 2 * torch.asin(torch.sqrt(alpha.clamp(1e-6, 1 - 1e-6)))
        theta = LIMIT * (1 - torch.exp(-RATE * q.clamp(min=0)))
        spiked = torch.sin((phi + theta) / 2) ** 2
        leaked = alpha * torch.exp(-2 * DECAY_RATE * p.abs())
        alpha = torch.where(q > 0, spiked, leaked)
        fired = Fire.apply(alpha)
        return fired, alpha * (1 - fired.detach())


class Naive(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = PopulationLayer(INPUTS, HIDDEN)
        self.output = PopulationLayer(HIDDEN, CLASSES)

    def forward(self, x):
        a = x.new_zeros(len(x), HIDDEN)
        b = x.new_zeros(len(x), CLASSES)
        counts = 0
        for _ in range(STEPS):
            spikes, a = self.hidden(x, a)
            fired, b = self.output(spikes, b)
            counts = counts + fired
        return counts


class Tuned(torch.nn.Module):
    def __init__(self, tau=True):
        super().__init__()
        self.hidden = FastLayer(INPUTS, HIDDEN, STEPS, tau)
        self.output = FastLayer(HIDDEN, CLASSES, STEPS)

    def forward(self, x):
        return self.output(self.hidden(x[None])).sum(0)


class Poisson(Tuned):
    def forward(self, x):
        # torch.bernoulli is 2.4 times slower than this
        spikes = torch.rand(STEPS, *x.shape, dtype=x.dtype)
        return self.output(self.hidden(torch.lt(spikes, x, out=spikes))).sum(0)


NETWORKS = {
    "naive": Naive,
    "tuned": Tuned,
    "tuned-no-tau": lambda: Tuned(tau=False),
    "poisson": Poisson,
}
