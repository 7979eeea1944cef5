"""PyTorch peers of the 784-1000-10 QSNN: the same neuron, loss and gradient, written five ways.

naive            populations, every step's matrix products, autograd through every operation and
                 step
tuned            constant input: the first layer's products once a sample; the angle is the state,
                 autograd within a step, each step cut from the one before (spatial gradient)
poisson          as tuned, with Bernoulli spikes and the first layer's products at every step; at
                 MNIST's density of 0.13, embedding_bag, CSR and COO products take 1.2 to 1.4 times
                 as long
tuned-by-hand    as tuned, each layer one autograd function written by hand (fast_layer.py), without
                 the first layer's tau plane, which cannot act on constant input
poisson-by-hand  as poisson, by hand, with one product over all steps and a tau plane

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


class AngleLayer(torch.nn.Module):
    """A layer that carries phi: a step without input spike needs a sine and an arcsine, one with it
    a sine."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.theta = torch.nn.Linear(inputs, outputs)
        self.tau = torch.nn.Linear(inputs, outputs)

    def drives(self, x):
        q, p = self.theta(x), self.tau(x)
        theta = LIMIT * (1 - torch.exp(-RATE * q.clamp(min=0)))
        return (q > 0).to(q.dtype), theta, torch.exp(-DECAY_RATE * p.abs())

    @staticmethod
    def step(drives, phi):
        excited, theta, decay = drives
        turned = math.pi - (phi + theta - math.pi).abs()
        leaked = 2 * torch.asin(torch.sin(phi / 2) * decay)
        phi = torch.lerp(leaked, turned, excited)  # torch.where takes 1.4 times as long a batch
        fired = Fire.apply(torch.sin(phi / 2) ** 2)
        return fired, (phi * (1 - fired)).detach()


class Angles(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = AngleLayer(INPUTS, HIDDEN)
        self.output = AngleLayer(HIDDEN, CLASSES)

    def forward(self, x):
        a = x.new_zeros(len(x), HIDDEN)
        b = x.new_zeros(len(x), CLASSES)
        counts = 0
        for drives in self.input_drives(x):
            spikes, a = self.hidden.step(drives, a)
            fired, b = self.output.step(self.output.drives(spikes), b)
            counts = counts + fired
        return counts


class Tuned(Angles):
    def input_drives(self, x):
        return [self.hidden.drives(x)] * STEPS


class Poisson(Angles):
    def input_drives(self, x):
        for _ in range(STEPS):
            yield self.hidden.drives(bernoulli(x))


class TunedByHand(torch.nn.Module):
    def __init__(self, tau=False):
        super().__init__()
        self.hidden = FastLayer(INPUTS, HIDDEN, STEPS, tau)
        self.output = FastLayer(HIDDEN, CLASSES, STEPS)

    def forward(self, x):
        return self.output(self.hidden(x[None])).sum(0)


class PoissonByHand(TunedByHand):
    def __init__(self):
        super().__init__(tau=True)

    def forward(self, x):
        return self.output(self.hidden(bernoulli(x, STEPS))).sum(0)


def bernoulli(x, *steps):
    """Spikes of shape [*steps, *x.shape]; torch.bernoulli is 2.4 times slower."""
    drawn = torch.rand(*steps, *x.shape, dtype=x.dtype)
    return torch.lt(drawn, x, out=drawn)


NETWORKS = {
    "naive": Naive,
    "tuned": Tuned,
    "poisson": Poisson,
    "tuned-by-hand": TunedByHand,
    "poisson-by-hand": PoissonByHand,
}
