"""Writes the float model's emissions for a few texts, which a test compares the engine's with.

`python -m quoth_training.fixture --help`; see tests/unit/emissions_test.cc.
"""
from __future__ import annotations

import argparse
import json
import pathlib

from . import corpora
from .export import load_model
from .predict import Predictor


def main():
    p = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="example: python -m quoth_training.fixture --model OUT/model.pt --encoder ENCODER "
               "--texts tests/data/emission_texts.jsonl --out tests/data/emissions.jsonl")
    p.add_argument("--model", type=pathlib.Path, required=True)
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--texts", type=pathlib.Path, required=True)
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the text stage's program")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()
    model = load_model(args.model)
    predictor = Predictor(model, model.config["window"])
    docs = corpora.read_jsonl(args.texts)
    readings = corpora.read_texts(args.dump, str(args.encoder / "vocab.txt"), [d["text"] for d in docs])
    with open(args.out, "w", encoding="utf8") as out:
        for doc, reading in zip(docs, readings):
            _, emissions, _ = predictor.encode(reading, autocast=False)
            # Token by token, both layers, as the engine has them.
            flat = [round(float(x), 4) for x in emissions.transpose(1, 0, 2).reshape(-1)]
            out.write(json.dumps({"id": doc["id"], "emissions": flat}) + "\n")


if __name__ == "__main__":
    main()
