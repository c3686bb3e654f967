"""Writes the engine's model file from a trained model: `python -m quoth_training.export --help`."""
from __future__ import annotations

import argparse
import json
import pathlib
import tempfile

import numpy as np
import torch

from . import calibrate, model_file, tags
from .model import N_POINTERS, Model


def quantize_rows(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows in [-127, 127] and one float32 scale a row: weight = scale * q."""
    scale = np.maximum(np.abs(weight).max(1), 1e-12).astype(np.float32) / np.float32(127)
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale


def tensors_of(model: Model, vocabulary: bytes) -> dict[str, np.ndarray]:
    """All tensors of the file but the calibration's."""
    state = {k: v.float().numpy() for k, v in model.state_dict().items()}
    out: dict[str, np.ndarray] = {"vocabulary": np.frombuffer(vocabulary, np.uint8)}

    def linear(name: str, weight: np.ndarray, bias: np.ndarray) -> None:
        out[name + ".weight"], out[name + ".scale"] = quantize_rows(weight)
        out[name + ".bias"] = bias

    out["word.weight"], out["word.scale"] = quantize_rows(state["encoder.word.weight"])
    for name in ("position", "casing", "quoting", "place"):
        out[name] = state[f"encoder.{name}.weight"]
    out["norm.gamma"], out["norm.beta"] = state["encoder.norm.weight"], state["encoder.norm.bias"]
    for i in range(len(model.encoder.layers)):
        ours, theirs = f"layer.{i}.", f"encoder.layers.{i}."
        for name in ("qkv", "out", "up", "down"):
            linear(ours + name, state[f"{theirs}{name}.weight"], state[f"{theirs}{name}.bias"])
        for name in ("norm1", "norm2"):
            out[f"{ours}{name}.gamma"] = state[f"{theirs}{name}.weight"]
            out[f"{ours}{name}.beta"] = state[f"{theirs}{name}.bias"]
    out["tag.weight"], out["tag.bias"] = state["tag.weight"], state["tag.bias"]
    out["transitions"] = state["transitions"]
    size = model.pointer_size
    for k in range(N_POINTERS):
        rows = slice(k * size, (k + 1) * size)
        linear(f"pointer.{k}.query", state["query.weight"][rows], state["query.bias"][rows])
        linear(f"pointer.{k}.key", state["key.weight"][rows], state["key.bias"][rows])
    out["pointer.none.weight"], out["pointer.none.bias"] = state["none.weight"], state["none.bias"]
    out["pointer.distance"] = state["distance"]
    if model.coreference is not None:
        for name in ("query", "key"):
            linear(f"coreference.{name}", state[f"coreference.{name}.weight"], state[f"coreference.{name}.bias"])
        out["coreference.distance"] = state["coreference.distance"]
    return {k: np.ascontiguousarray(v) for k, v in out.items()}


def config_of(model: Model) -> dict[str, int]:
    c = model.config
    coreference = {"coreference.size": model.pointer_size} if model.coreference is not None else {}
    return {**coreference, **c["encoder"], "window.pieces": c["window"]["pieces"],
            "window.overlap": c["window"]["overlap"], "tag.layers": tags.LAYERS}


def load_model(path: pathlib.Path) -> Model:
    state = torch.load(path, map_location="cpu", weights_only=False)
    model = Model(state["config"])
    model.load_state_dict(state["model"])
    return model.eval()


def main():
    p = argparse.ArgumentParser(
        description="Quantise a trained model to int8, calibrate its confidence on dev, and write "
                    "the file that the engine reads.",
        epilog="example: python -m quoth_training.export --model OUT/model.pt --encoder ENCODER "
               "--data DATA --out models/quoth.qmodel")
    p.add_argument("--model", type=pathlib.Path, required=True, help="model.pt of a training run")
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--score", type=pathlib.Path, help="score.py; default DATA/../score/score.py")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the engine's dump program")
    p.add_argument("--name", default="quoth-base 1", help="what the file says of itself")
    p.add_argument("--outside-bias", type=float, nargs=tags.LAYERS, default=[0.0] * tags.LAYERS,
                   metavar="B", help="added to the emission of O, outer and inner layer; below zero "
                                     "finds more")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()

    model = load_model(args.model)
    tensors = tensors_of(model, (args.encoder / "vocab.txt").read_bytes())
    tensors["outside_bias"] = np.array(args.outside_bias, np.float32)
    tensors["confidence"] = np.zeros(6, np.float32)
    score = args.score or args.data.parent / "score" / "score.py"
    with tempfile.TemporaryDirectory() as folder:
        draft = pathlib.Path(folder) / "draft.qmodel"
        model_file.write(draft, args.name, config_of(model), tensors)
        weights, report = calibrate.fit(args.dump, draft, args.data, model.config["dev"], score)
    tensors["confidence"] = weights
    model_file.write(args.out, args.name, config_of(model), tensors)
    print(json.dumps({"file": args.out.name, "bytes": args.out.stat().st_size, **report}))


if __name__ == "__main__":
    main()
