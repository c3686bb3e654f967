"""Averages the weights of models: `python -m quoth_training.average OUT SHARE=MODEL...`.

The mean of the models at a few points of training does better than any of them (Izmailov et al. 2018,
"Averaging Weights Leads to Wider Optima").
"""
from __future__ import annotations

import pathlib
import sys

import torch


def average(shares: list[float], paths: list[pathlib.Path]) -> dict:
    """{"config", "model"}: every tensor the sum of the models' by their shares; the last one's config. Rows and columns
    of a tensor that an earlier model has not, having fewer, are those of the last."""
    states = [torch.load(p, map_location="cpu", weights_only=False) for p in paths]
    mean = {}
    for name, last in states[-1]["model"].items():
        last = last.float()
        mean[name] = last.clone()
        tensors = [s["model"][name].float() for s in states]
        common = tuple(slice(min(sizes)) for sizes in zip(*(t.shape for t in tensors)))
        mean[name][common] = sum(share * t[common] for share, t in zip(shares, tensors))
    return {"config": states[-1]["config"], "model": mean}


def main():
    if len(sys.argv) < 3 or not all("=" in m for m in sys.argv[2:]):
        sys.exit(__doc__)
    shares, _, models = zip(*(m.partition("=") for m in sys.argv[2:]))
    torch.save(average([float(s) for s in shares], [pathlib.Path(m) for m in models]), sys.argv[1])


if __name__ == "__main__":
    main()
