"""The frame heads as tensors of the model file (docs/model-format.md)."""
from __future__ import annotations

import numpy as np
import torch

from .export import quantize_rows
from .frame_model import FrameHeads

KEPT_IDS = 104  # [PAD], 99 unused, [UNK], [CLS], [SEP], [MASK]: the engine knows these by number


def frame_tensors(heads: FrameHeads, act, channel, none_bias=(0.0, 0.0), reply_bias: float = 0.0) -> dict[str, np.ndarray]:
    """`act` and `channel` are weight and bias of frame_direct.train(). Standardisation of the states is
    folded into the layers that read them; the biases of "none" that dev asks for are added."""
    state = {k: v.float().numpy() for k, v in heads.state_dict().items()}
    mean, deviation = state["mean"], state["deviation"]
    out: dict[str, np.ndarray] = {}

    def folded(name: str) -> tuple[np.ndarray, np.ndarray]:
        weight = state[name + ".weight"] / deviation
        return weight, state[name + ".bias"] - weight @ mean

    def linear(name: str, weight: np.ndarray, bias: np.ndarray) -> None:
        out[name + ".weight"], out[name + ".scale"] = quantize_rows(weight)
        out[name + ".bias"] = bias

    for name in ("base", "key", "end_query", "end_key"):
        linear("frame." + name, *folded(name))
    # Facts have a layer of their own in training; in the file their bias is in that of the vectors.
    linear("frame.vectors", state["vectors.weight"], state["vectors.bias"] + state["facts.bias"])
    out["frame.facts"] = state["facts.weight"].T
    for name in ("query", "reply_query", "reply_key"):
        linear("frame." + name, state[name + ".weight"], state[name + ".bias"])
    for i in range(len(heads.mixers)):
        ours, theirs = f"frame.mixer.{i}.", f"mixers.{i}."
        for name in ("qkv", "out", "up", "down"):
            linear(ours + name, state[f"{theirs}{name}.weight"], state[f"{theirs}{name}.bias"])
        for name in ("norm1", "norm2"):
            out[f"{ours}{name}.gamma"] = state[f"{theirs}{name}.weight"]
            out[f"{ours}{name}.beta"] = state[f"{theirs}{name}.bias"]
        out[ours + "bias"], out[ours + "same"] = state[theirs + "bias"], state[theirs + "same"]
    out["frame.act.weight"], out["frame.act.local"] = state["act.weight"], state["act_local.weight"]
    out["frame.act.direct"] = act[0]
    out["frame.act.bias"] = state["act.bias"] + state["act_local.bias"] + act[1]
    out["frame.channel.weight"], out["frame.channel.bias"] = channel
    out["frame.prior.weight"], out["frame.prior.bias"] = folded("prior")
    out["frame.none.weight"] = state["none.weight"]
    out["frame.none.bias"] = state["none.bias"] + np.array(none_bias, np.float32)
    out["frame.distance"], out["frame.nearest"] = state["distance"], state["nearest"]
    out["frame.length"] = state["length"]
    out["frame.reply_none.weight"] = state["reply_none.weight"][0]
    # The bias of the facts' layer shifts all targets alike, and so "none" the other way.
    out["frame.reply_none.bias"] = state["reply_none.bias"] - state["reply_facts.bias"] + np.float32(reply_bias)
    out["frame.reply_order"] = state["reply_order"]
    out["frame.reply_facts"] = state["reply_facts.weight"][0]
    return {k: np.ascontiguousarray(v, v.dtype if v.dtype == np.int8 else np.float32) for k, v in out.items()}


def trim(config: dict[str, int], tensors: dict[str, np.ndarray]) -> None:
    """Drops what no input reaches: positions beyond a window, and the vocabulary's "[unusedN]" rows."""
    n = config["window.pieces"]
    config["positions"] = min(config["positions"], n)
    tensors["position"] = tensors["position"][:n]
    lines = tensors["vocabulary"].tobytes().split(b"\n")
    ends = lines[-1] == b""
    lines = lines[:-1] if ends else lines
    keep = [i for i, w in enumerate(lines) if i < KEPT_IDS or not w.startswith(b"[unused")]
    for name in ("word.weight", "word.scale"):
        tensors[name] = tensors[name][keep]
    text = b"\n".join(lines[i] for i in keep) + (b"\n" if ends else b"")
    tensors["vocabulary"] = np.frombuffer(text, np.uint8)
    config["vocabulary"] = len(keep)


def load(path) -> FrameHeads:
    config, state = torch.load(path, map_location="cpu", weights_only=False)
    heads = FrameHeads(config)
    heads.load_state_dict(state)
    return heads.eval()
