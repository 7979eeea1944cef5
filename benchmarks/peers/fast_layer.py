"""A dense QLIF layer over all steps as one autograd function, in place and with kept buffers.

A neuron is carried as its qubit's amplitudes, s = sqrt(alpha) and c = sqrt(1 - alpha). With
coefficients a, b that depend on the drives only, every step is s' = a s + b c:
input spike, q > 0:  a = cos(theta / 2), b = sin(theta / 2)
none, q <= 0:        a = exp(-DECAY_RATE |p|), b = 0
so the loop over steps holds one square root and no sine. s' never folds: it starts from
alpha <= 0.75 and theta < 2 pi / 3, so the half angle stays below 2 pi / 3.
"""

import math

import torch

from neuron import DECAY_RATE, LIMIT, RATE, THRESHOLD

# Tensors without dimension: addcmul with one takes half the time of addcmul with a full tensor.
ONE, HALF_LIMIT = torch.tensor(1.0), torch.tensor(LIMIT / 2)
MINUS_THRESHOLD = torch.tensor(-THRESHOLD)


class FastLayer(torch.nn.Module):
    """From inputs of shape [steps or 1][samples][inputs] to spikes [steps][samples][outputs]."""

    def __init__(self, inputs, outputs, steps, tau=True):
        super().__init__()
        self.planes = torch.nn.Linear(inputs, (2 if tau else 1) * outputs)
        self.steps, self.outputs = steps, outputs
        self.kept = {}

    def forward(self, x):
        return Course.apply(x, self.planes.weight, self.planes.bias, self)

    def buffer(self, name, like, *shape):
        """A tensor that outlives the batch: page faults of new ones took a fifth of its time."""
        if name not in self.kept or self.kept[name].shape != shape:
            self.kept[name] = like.new_empty(shape)
        return self.kept[name]


class Course(torch.autograd.Function):
    """All steps. The backward pass overwrites the buffers, so it can run once."""

    @staticmethod
    def forward(context, x, weight, bias, layer):
        steps, rows, _ = x.shape
        drive = layer.buffer("drive", x, steps, rows, len(weight))
        torch.addmm(bias, x.flatten(0, 1), weight.t(), out=drive.view(-1, len(weight)))
        a = layer.buffer("a", x, steps, rows, layer.outputs)
        b = layer.buffer("b", x, steps, rows, layer.outputs)
        s = layer.buffer("s", x, layer.steps, rows, layer.outputs)
        fired = layer.buffer("fired", x, layer.steps, rows, layer.outputs)
        forward(drive, a, b, s, fired)
        context.layer, context.trace = layer, (drive, a, b, s, fired)
        context.save_for_backward(x, weight)
        return fired

    @staticmethod
    def backward(context, gradient):
        x, weight = context.saved_tensors
        backward(*context.trace, gradient)
        by_drive = context.trace[0].view(-1, len(weight))
        by_x = None
        if context.needs_input_grad[0]:
            by_x = context.layer.buffer("by x", x, *x.shape)
            torch.mm(by_drive, weight, out=by_x.view(-1, x.shape[2]))
        return by_x, by_drive.t() @ x.flatten(0, 1), by_drive.sum(0), None


def forward(drive, a, b, s, fired):
    """From drives to amplitudes s after each step, before any reset, and spikes."""
    scratch = torch.empty_like(s[0])
    for drives in zip(drive, a, b):
        coefficients(*drives, scratch)
    start, cosine = torch.zeros_like(s[0]), torch.ones_like(s[0])
    for t in range(len(s)):
        at = min(t, len(a) - 1)
        torch.mul(a[at], start, out=s[t]).addcmul_(b[at], cosine)
        torch.gt(s[t], math.sqrt(THRESHOLD), out=fired[t])
        after_reset(s[t], fired[t], start, cosine)


def backward(drive, a, b, s, fired, gradient):
    """From gradients by spikes to gradients by drives, in place of the drives."""
    start, cosine = torch.zeros_like(s[0]), torch.ones_like(s[0])
    by_a, by_b = torch.zeros_like(s[0]), torch.zeros_like(s[0])
    by_sine, scratch = torch.empty_like(s[0]), torch.empty_like(s[0])
    constant = len(a) == 1
    for t in range(len(s)):
        by_sines(gradient[t], s[t], by_sine, scratch)
        if constant:
            by_a.addcmul_(by_sine, start)
            by_b.addcmul_(by_sine, cosine)
        else:
            torch.mul(by_sine, start, out=by_a)
            torch.mul(by_sine, cosine, out=by_b)
            by_drives(drive[t], a[t], b[t], by_a, by_b)
        after_reset(s[t], fired[t], start, cosine)
    if constant:
        by_drives(drive[0], a[0], b[0], by_a, by_b)


def coefficients(drive, a, b, cosine):
    """a and b of one step. Leaves in drive what by_drives needs: exp(-RATE q) where q > 0, else 0,
    and a sign(p) where q <= 0, else 0."""
    n = a.shape[1]
    q, p = drive[:, :n], drive[:, n:]
    leak = torch.le(q, 0, out=torch.empty_like(a))
    q.clamp_(min=0).mul_(-RATE).exp_()
    torch.add(HALF_LIMIT, q, alpha=-LIMIT / 2, out=b).sin_()
    q.sub_(leak)
    torch.addcmul(ONE, b, b, value=-1, out=cosine).sqrt_()
    if p.shape[1] == 0:
        a.copy_(cosine)
        return
    p.mul_(leak)
    torch.abs(p, out=a).mul_(-DECAY_RATE).exp_().mul_(cosine)
    p.sign_().mul_(a)


def by_drives(drive, a, b, by_a, by_b):
    """Replaces what coefficients left in drive by the gradients by q and p."""
    n = a.shape[1]
    by_b.mul_(a).addcmul_(by_a, b, value=-1)
    # d(theta / 2)/dq = LIMIT RATE / 2 exp(-RATE q)
    drive[:, :n].mul_(by_b).mul_(LIMIT * RATE / 2)
    if drive.shape[1] > n:
        drive[:, n:].mul_(by_a).mul_(-DECAY_RATE)


def after_reset(s, fired, start, cosine):
    """Amplitudes that the next step starts from."""
    torch.addcmul(s, s, fired, value=-1, out=start)
    torch.addcmul(ONE, start, start, value=-1, out=cosine).sqrt_()


def by_sines(gradient, s, by_sine, scratch):
    """dL/ds = dL/dS h(alpha) 2 s with the surrogate h = 1 / (1 + (pi (alpha - threshold))^2)."""
    torch.addcmul(MINUS_THRESHOLD, s, s, out=scratch)
    torch.addcmul(ONE, scratch, scratch, value=math.pi**2, out=scratch)
    torch.mul(gradient, s, out=by_sine).div_(scratch).mul_(2)
