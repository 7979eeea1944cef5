"""Constants of the QLIF neuron: spark-qsnn's defaults (neuron.* of conf/reference.conf)."""

import math

THRESHOLD = 0.75
LIMIT, RATE = 2 * math.pi / 3, 1.5  # bounded angle: theta = LIMIT (1 - exp(-RATE q))
DECAY_RATE = 200 / (2 * 60)  # an amplitude decays by exp(-DECAY_RATE |p|): tauScale / (2 T1)
