"""The frame heads as tensors of the model file (docs/model-format.md)."""
from __future__ import annotations

import numpy as np

from .frame_head import N_LABELS

DIRECT_ROWS = 64  # N_LABELS, padded for the engine's kernels


def frame_tensors(state: dict[str, np.ndarray], replies: dict[str, np.ndarray], linear) -> dict[str, np.ndarray]:
    """`state` and `replies`: of FrameHead and Replies; `linear(name, weight, bias)` adds an int8 layer."""
    for name in ("vectors", "query", "key"):
        linear("frame." + name, state[name + ".weight"], state[name + ".bias"])
    pad = DIRECT_ROWS - N_LABELS
    linear("frame.direct", np.pad(state["direct.weight"], ((0, pad), (0, 0))), np.pad(state["direct.bias"], (0, pad)))
    for name in ("query", "key"):
        linear("frame.reply_" + name, replies[name + ".weight"], replies[name + ".bias"])
    return {
        "frame.facts": state["facts.weight"].T,
        "frame.out.weight": state["out.weight"], "frame.out.bias": state["out.bias"],
        "frame.none.weight": state["none.weight"], "frame.none.bias": state["none.bias"],
        "frame.prior.weight": state["prior.weight"], "frame.prior.bias": state["prior.bias"],
        "frame.distance": state["distance"],
        "frame.reply_none.weight": replies["none.weight"][0], "frame.reply_none.bias": replies["none.bias"],
        "frame.reply_order": replies["order"], "frame.reply_facts": replies["facts"],
        "frame.reply_acts": replies["acts"],
    }
