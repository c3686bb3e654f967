"""Makes an encoder folder from an ONNX file: `python -m quoth_training.onnx_encoder --help`.

Sentence encoders such as E5 and BGE are published as ONNX graphs in which the weight matrices are
unnamed constants; the MatMul that uses one tells which it is.
"""
from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import onnx
import onnx.numpy_helper
import safetensors.numpy


def tensors_of(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Names as Hugging Face writes them; matrices [outputs, inputs]."""
    constants = {c.name: onnx.numpy_helper.to_array(c) for c in model.graph.initializer}
    found = {name: value.astype(np.float32) for name, value in constants.items()
             if name.startswith(("embeddings.", "encoder.")) and value.dtype.kind == "f"}
    for node in model.graph.node:
        weight = constants.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is not None and weight.ndim == 2 and node.name.startswith("/encoder/"):
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            found[f"{name}.weight"] = np.ascontiguousarray(weight.T.astype(np.float32))
    return found


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                epilog="example: python -m quoth_training.onnx_encoder e5-small-v2.onnx "
                                       "e5-small-v2-tokenizer.json --out encoders/e5")
    p.add_argument("onnx", type=pathlib.Path)
    p.add_argument("tokenizer", type=pathlib.Path, help="tokenizer.json with a WordPiece vocabulary")
    p.add_argument("--out", type=pathlib.Path, required=True,
                   help="folder for model.safetensors and vocab.txt")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    safetensors.numpy.save_file(tensors_of(onnx.load(args.onnx)), args.out / "model.safetensors")
    vocabulary = json.loads(args.tokenizer.read_text(encoding="utf8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.get)
    (args.out / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
