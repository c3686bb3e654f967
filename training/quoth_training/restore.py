"""A float model from a model file of the engine, to go on training from: `python -m quoth_training.restore --help`.

The weights are the file's 8-bit ones times their scales. What a file does not hold comes from the pretrained encoder
(pieces and positions that were trimmed) or begins anew (a part of a head that the file was made without).
"""
from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import torch

from . import model_file
from .export import KEPT_IDS
from .model import N_POINTERS, Model, load_pretrained

REPLIES = {"none": "frame.reply_none", "order": "frame.reply_order", "facts": "frame.reply_facts",
           "acts": "frame.reply_acts"}


class Restorer:
    def __init__(self, tensors: dict[str, np.ndarray], state: dict[str, torch.Tensor]):
        self.tensors, self.state = tensors, state

    def fill(self, name: str, value: np.ndarray) -> None:
        """A table that has grown since keeps its new rows and columns, as zeros."""
        target = self.state[name]
        value = torch.from_numpy(np.ascontiguousarray(value, np.float32))
        value = value.reshape(target.shape) if value.numel() == target.numel() else value
        with torch.no_grad():
            target.zero_()
            target[tuple(slice(min(a, b)) for a, b in zip(target.shape, value.shape))] = value[
                tuple(slice(min(a, b)) for a, b in zip(target.shape, value.shape))]

    def linear(self, theirs: str) -> tuple[np.ndarray, np.ndarray]:
        t = self.tensors
        return t[theirs + ".weight"].astype(np.float32) * t[theirs + ".scale"][:, None], t[theirs + ".bias"]

    def fill_linear(self, ours: str, theirs: str) -> None:
        weight, bias = self.linear(theirs)
        self.fill(ours + ".weight", weight)
        self.fill(ours + ".bias", bias)

    def embeddings(self, vocabulary: dict[str, int]) -> None:
        t, word = self.tensors, self.state["encoder.word.weight"]
        pieces = t["vocabulary"].tobytes().decode().split("\n")
        rows = torch.from_numpy(t["word.weight"].astype(np.float32) * t["word.scale"][:, None])
        for i, row in enumerate(rows):
            word[i if i < KEPT_IDS else vocabulary[pieces[i]]] = row
        self.state["encoder.position.weight"][:len(t["position"])] = torch.from_numpy(t["position"])
        for name in ("casing", "quoting", "place"):
            self.fill(f"encoder.{name}.weight", t[name])

    def encoder(self, layers: int) -> None:
        t = self.tensors
        norms = [("encoder.norm", "norm")]
        for i in range(layers):
            for name in ("qkv", "out", "up", "down"):
                self.fill_linear(f"encoder.layers.{i}.{name}", f"layer.{i}.{name}")
            norms += [(f"encoder.layers.{i}.{name}", f"layer.{i}.{name}") for name in ("norm1", "norm2")]
        for ours, theirs in norms:
            self.fill(ours + ".weight", t[theirs + ".gamma"])
            self.fill(ours + ".bias", t[theirs + ".beta"])

    def tags_and_pointers(self) -> None:
        t = self.tensors
        for ours, theirs in (("tag.weight", "tag.weight"), ("tag.bias", "tag.bias"), ("transitions", "transitions"),
                             ("none.weight", "pointer.none.weight"), ("none.bias", "pointer.none.bias"),
                             ("distance", "pointer.distance")):
            self.fill(ours, t[theirs])
        for name in ("query", "key"):
            parts = [self.linear(f"pointer.{k}.{name}") for k in range(N_POINTERS)]
            self.fill(name + ".weight", np.concatenate([w for w, _ in parts]))
            self.fill(name + ".bias", np.concatenate([b for _, b in parts]))

    def coreference(self) -> None:
        for name in ("query", "key"):
            self.fill_linear(f"coreference.{name}", f"coreference.{name}")
        self.fill("coreference.distance", self.tensors["coreference.distance"])

    def frames(self) -> None:
        t = self.tensors
        for name in ("vectors", "query", "key", "direct"):
            self.fill_linear(f"frame_head.{name}", f"frame.{name}")
        self.fill("frame_head.facts.weight", t["frame.facts"].T)
        self.fill("frame_head.distance", t["frame.distance"])
        for name in ("out", "none", "prior"):
            for part in ("weight", "bias"):
                self.fill(f"frame_head.{name}.{part}", t[f"frame.{name}.{part}"])

    def replies(self) -> dict[str, torch.Tensor]:
        """Of frame_replies.Replies; without the tables that the file has none of."""
        t, out = self.tensors, {}
        for name in ("query", "key"):
            weight, bias = self.linear(f"frame.reply_{name}")
            out[name + ".weight"], out[name + ".bias"] = torch.from_numpy(weight), torch.from_numpy(bias)
        out["none.weight"] = torch.from_numpy(t["frame.reply_none.weight"])[None]
        out["none.bias"] = torch.from_numpy(t["frame.reply_none.bias"]).reshape(1)
        out.update({name: torch.from_numpy(t[theirs]) for name, theirs in REPLIES.items()
                    if name != "none" and theirs in t})
        return out


def restore(path: pathlib.Path, config: dict, encoder: pathlib.Path) -> dict:
    """{"config", "model", "replies"} as train.py and frame_replies.py write it."""
    _, settings, tensors = model_file.read(path)
    model = Model(config)
    load_pretrained(model, str(encoder / "model.safetensors"))
    state = model.state_dict()
    restorer = Restorer(tensors, state)
    pieces = (encoder / "vocab.txt").read_text(encoding="utf8").split("\n")
    restorer.embeddings({w: i for i, w in enumerate(pieces)})
    restorer.encoder(settings["layers"])
    restorer.tags_and_pointers()
    if model.coreference is not None and "coreference.distance" in tensors:
        restorer.coreference()
    if model.frame_head is None or "frame.size" not in settings:
        return {"config": config, "model": state}
    restorer.frames()
    return {"config": config, "model": state, "replies": restorer.replies()}


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--file", type=pathlib.Path, required=True, help="model file of the engine")
    p.add_argument("--config", type=pathlib.Path, required=True, help="of a training of the same shape")
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder of the pretrained encoder")
    p.add_argument("--out", type=pathlib.Path, required=True, help="model.pt to write")
    args = p.parse_args()
    torch.save(restore(args.file, json.loads(args.config.read_text()), args.encoder), args.out)


if __name__ == "__main__":
    main()
