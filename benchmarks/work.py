"""The work of an image, from the data and the network's shape alone; benchmarks/laws and roofline."""

import json
import math
import re
from collections import Counter
from pathlib import Path

INPUTS, CLASSES = 784, 10
HEADER_BYTES = 32  # BlockFormat.java
IMAGES = 6000  # of a training set that are counted

# Floats of a vector, and neurons of a panel (Panels.java).
LANES = 16 if re.search("\\bavx512f\\b", Path("/proc/cpuinfo").read_text(encoding="utf-8")) else 8
PANEL = 4 * LANES


def panels(neurons):
    return math.ceil(neurons / PANEL)


def padded(neurons):
    """Neurons that are computed: whole panels."""
    return panels(neurons) * PANEL


def trained(kind, hidden):
    """Parameters an optimiser step goes over: the direct input layer has one plane, spiking ones two
    of whole panels (Layer.kernelSize)."""
    first = (INPUTS + 1) * hidden if kind == "direct" else 2 * (INPUTS + 1) * padded(hidden)
    return first + 2 * (hidden + 1) * LANES


def parameters(hidden):
    return 2 * ((INPUTS + 1) * hidden + (hidden + 1) * CLASSES)


def pixels(folder):
    """How often each pixel value occurs in an image of the training set, on average."""
    manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    stride = 1 + manifest["height"] * manifest["width"]
    data = (Path(folder) / manifest["train"]["blocks"][0]["file"]).read_bytes()[HEADER_BYTES:]
    images = min(IMAGES, len(data) // stride)
    found = Counter()
    for at in range(0, images * stride, stride):
        found.update(data[at + 1 : at + stride])
    return {value: times / images for value, times in found.items()}


def spikes(histogram, steps):
    """Expected spikes of an image."""
    return steps * sum(times * value / 255 for value, times in histogram.items())


def density(histogram):
    return spikes(histogram, 1) / INPUTS


def events(histogram, steps):
    """Expected events of an image, with the bias: SpikeList.java."""
    return 1 + sum(times * train_events(value / 255, steps) for value, times in histogram.items())


def lit(histogram, steps):
    """Expected inputs of an image that fire at all, with the bias."""
    return 1 + sum(times * (1 - (1 - value / 255) ** steps) for value, times in histogram.items())


def train_events(p, steps):
    """A train of k spikes has k events, or the total and one for each silence if k > steps / 2."""
    return sum(
        math.comb(steps, k) * p**k * (1 - p) ** (steps - k) * (k if 2 * k <= steps else 1 + steps - k)
        for k in range(steps + 1)
    )
