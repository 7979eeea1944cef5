"""A PyTorch participant: prints what it is, then obeys lines on stdin until they end.

turn: trains on the next batches, answers {"seconds": .., "images": .., "loss": ..} in one line.
Reads a prepared dataset of spark-qsnn (BlockFormat.java has the format).
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

from qsnn_torch import NETWORKS

HEADER_BYTES = 32


def read_training_set(folder):
    """Pixels and labels, both uint8."""
    manifest = json.loads((Path(folder) / "manifest.json").read_text())
    stride = 1 + manifest["height"] * manifest["width"]
    files = [Path(folder) / block["file"] for block in manifest["train"]["blocks"]]
    records = [np.fromfile(file, np.uint8)[HEADER_BYTES:].reshape(-1, stride) for file in files]
    everything = torch.from_numpy(np.concatenate(records))
    return everything[:, 1:].contiguous(), everything[:, 0].long()


class Trainer:
    def __init__(self, network, images, labels, batch):
        self.network, self.images, self.labels, self.batch = network, images, labels, batch
        self.optimiser = torch.optim.Adam(network.parameters())  # foreach=True is 1.6 times slower
        self.order, self.at = torch.randperm(len(labels)), 0

    def turn(self, batches):
        start, losses = time.perf_counter(), []
        for _ in range(batches):
            losses.append(self.step())
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "images": batches * self.batch, "loss": float(np.mean(losses))}

    def step(self):
        if self.at + self.batch > len(self.order):
            self.order, self.at = torch.randperm(len(self.order)), 0
        chosen = self.order[self.at : self.at + self.batch]
        self.at += self.batch
        scores = self.network(self.images[chosen].float() / 255)
        loss = torch.nn.functional.cross_entropy(scores, self.labels[chosen])
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        return loss.item()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--network", choices=NETWORKS, required=True)
    options.add_argument("--dataset", required=True, help="a folder that prepare wrote")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--batches", type=int, default=10, help="batches of a turn")
    options.add_argument("--batch", type=int, default=200, help="images of a batch")
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(1)
    images, labels = read_training_set(chosen.dataset)
    trainer = Trainer(NETWORKS[chosen.network](), images, labels, chosen.batch)
    print(json.dumps({"participant": chosen.network, "torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        if line.strip() != "turn":
            sys.exit(f"turns.py: {line.strip()}: no such order; expected turn")
        print(json.dumps(trainer.turn(chosen.batches)), flush=True)


if __name__ == "__main__":
    main()
