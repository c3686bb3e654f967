"""Writes the engine's model file from a trained model: `python -m quoth_training.export --help`."""
from __future__ import annotations

import argparse
import json
import pathlib
import tempfile
import unicodedata

import numpy as np
import torch

from . import calibrate, frame_head, model_file, tags
from .frame_export import frame_tensors
from .model import N_POINTERS, Model


KEPT_IDS = 104  # [PAD], 99 unused, [UNK], [CLS], [SEP], [MASK]: the engine knows these by number


def quantize_rows(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows in [-127, 127] and one float32 scale a row: weight = scale * q."""
    scale = np.maximum(np.abs(weight).max(1), 1e-12).astype(np.float32) / np.float32(127)
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale


def tensors_of(model: Model, vocabulary: bytes, replies: dict | None = None) -> dict[str, np.ndarray]:
    """All tensors of the file but the calibration's. `replies`: the head of frame_replies.py; without it the file has
    no frame heads."""
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
    if replies is not None:
        head = {k.removeprefix("frame_head."): v for k, v in state.items() if k.startswith("frame_head.")}
        out.update(frame_tensors(head, {k: v.float().numpy() for k, v in replies.items()}, linear))
    return {k: np.ascontiguousarray(v) for k, v in out.items()}


def config_of(model: Model, replies: dict | None = None) -> dict[str, int]:
    c = model.config
    extra = {"coreference.size": model.pointer_size} if model.coreference is not None else {}
    if replies is not None:
        extra["frame.size"] = frame_head.SIZE
    return {**extra, **c["encoder"], "window.pieces": c["window"]["pieces"],
            "window.overlap": c["window"]["overlap"], "tag.layers": tags.LAYERS}


def is_foreign(piece: str) -> bool:
    return any(c.isalpha() and not unicodedata.name(c, "").startswith(("LATIN", "MODIFIER", "SUPERSCRIPT", "MICRO"))
               for c in piece.removeprefix("##"))


def trim(config: dict[str, int], tensors: dict[str, np.ndarray]) -> None:
    """Drops what no English input reaches: positions beyond a window, and the rows of "[unusedN]" and of pieces in
    letters other than Latin ones (such a word becomes [UNK])."""
    n = config["window.pieces"]
    config["positions"] = min(config["positions"], n)
    tensors["position"] = tensors["position"][:n]
    lines = tensors["vocabulary"].tobytes().split(b"\n")
    ends = lines[-1] == b""
    lines = lines[:-1] if ends else lines
    keep = [i for i, w in enumerate(lines) if i < KEPT_IDS or not (w.startswith(b"[unused") or is_foreign(w.decode()))]
    for name in ("word.weight", "word.scale"):
        tensors[name] = tensors[name][keep]
    text = b"\n".join(lines[i] for i in keep) + (b"\n" if ends else b"")
    tensors["vocabulary"] = np.frombuffer(text, np.uint8)
    config["vocabulary"] = len(keep)


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
    p.add_argument("--when-bias", type=float, default=0.0, metavar="B",
                   help="added to the score of no time; above zero finds fewer")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()

    model = load_model(args.model)
    replies = torch.load(args.model, map_location="cpu", weights_only=False).get("replies")
    tensors = tensors_of(model, (args.encoder / "vocab.txt").read_bytes(), replies)
    config = config_of(model, replies)
    trim(config, tensors)
    tensors["outside_bias"] = np.array(args.outside_bias, np.float32)
    if "frame.none.bias" in tensors:
        tensors["frame.none.bias"][2:] += args.when_bias / 2  # of its first word and of its last
    tensors["confidence"] = np.zeros(6, np.float32)
    score = args.score or args.data.parent / "score" / "score.py"
    with tempfile.TemporaryDirectory() as folder:
        draft = pathlib.Path(folder) / "draft.qmodel"
        model_file.write(draft, args.name, config, tensors)
        weights, report = calibrate.fit(args.dump, draft, args.data, model.config["dev"], score)
    tensors["confidence"] = weights
    model_file.write(args.out, args.name, config, tensors)
    print(json.dumps({"file": args.out.name, "bytes": args.out.stat().st_size, **report}))


if __name__ == "__main__":
    main()
