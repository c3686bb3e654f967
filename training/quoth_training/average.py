"""Averages the weights of models of one run: `python -m quoth_training.average OUT MODEL...`.

The mean of the models after a few epochs does better than any of them (Izmailov et al. 2018,
"Averaging Weights Leads to Wider Optima").
"""
from __future__ import annotations

import pathlib
import sys

import torch


def average(paths: list[pathlib.Path]) -> dict:
    """{"config", "model"} with the mean of every tensor; the config is the first one's."""
    states = [torch.load(p, map_location="cpu", weights_only=False) for p in paths]
    mean = {k: sum(s["model"][k].float() for s in states) / len(states) for k in states[0]["model"]}
    return {"config": states[0]["config"], "model": mean}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    out, *models = map(pathlib.Path, sys.argv[1:])
    torch.save(average(models), out)


if __name__ == "__main__":
    main()
