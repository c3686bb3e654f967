"""Trains the frame heads on the states of a trained encoder and adds them to a model file.

`python -m quoth_training.frames --help`
"""
from __future__ import annotations

import argparse
import hashlib
import json
import pathlib

import torch

from . import corpora, frame_direct, frame_data, frame_export, frame_features, frame_train, model_file
from .export import load_model
from .frame_model import SPANS

CORPORA = {
    "train": ({"file": "polnear.train.jsonl", "frames": "frames.train.tsv", "own_frames": "frames.polnear.tsv"},
              {"file": "written.train.jsonl", "frames": "frames.written.train.tsv"}),
    "dev": ({"file": "polnear.dev.jsonl", "frames": "frames.dev.tsv"},
            {"file": "wikinews.dev.jsonl", "frames": "frames.wikinews.dev.tsv"},
            {"file": "written.dev.jsonl", "frames": "frames.written.dev.tsv"}),
}
EARLY_LAYER = 2
CONFIG = {"hidden": 384, "layers": [0, 1], "size": 128, "base": 128, "pointer": 64, "mixers": 1, "dropout": 0.3,
          "smoothing": 0.1, "rate": 2e-3, "decay": 0.05, "batch": 2, "epochs": 16}


def speakers_of(frames: dict, doc: frame_data.FrameDocument) -> list[list[str]]:
    """The marked speakers of each statement; at inference the resolved ones take their place."""
    rows = (frames.get((doc.document.id, i), ["-"]) for i in range(len(doc.statements)))
    return [[] if r[0] == "-" else r[0].split(" | ") for r in rows]


def read_examples(args, model, which: str) -> list[list[frame_features.Example]]:
    """By corpus. Encoding takes minutes; its result is kept in `args.cache`, by the model's checksum."""
    model_id = hashlib.sha1(args.model.read_bytes()).hexdigest()
    layers = (EARLY_LAYER, model.config["encoder"]["layers"])
    sets = []
    for corpus in CORPORA[which]:
        marked = corpora.read_marks(args.data, corpus, corpora.read_jsonl(args.data / corpus["file"]))
        docs = frame_data.load(args.data, corpus["file"], marked, model, model_id, args.encoder, args.dump, args.cache,
                               layers)
        sets.append([frame_features.example(d, speakers_of(marked, d)) for d in docs])
    return sets


def tune(heads, sets) -> dict:
    """Biases of "none", for the best F1 on dev: (addressee, when), and replies."""
    every = [(t, d) for s in sets for t, d in s]
    tensors, docs = [t for t, _ in every], [d for _, d in every]
    best = {"none_bias": [0.0, 0.0], "reply_bias": 0.0}
    for k, name in enumerate(SPANS):
        def value(b):
            trial = list(best["none_bias"])
            trial[k] = b
            return frame_train.measure([heads], tensors, docs, none_bias=trial)[name]
        best["none_bias"][k] = max((0.0, -1.0, -0.5, 0.5, -1.5), key=value)
    best["reply_bias"] = max((0.0, -0.5, -1.0, -1.5, -2.0, 0.5),
                             key=lambda b: frame_train.measure([heads], tensors, docs, reply_bias=b)["reply"])
    return best


def main():
    p = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="example: python -m quoth_training.frames --model OUT/model.pt --encoder ENCODER --data DATA "
               "--base ../models/quoth.qmodel --out ../models/quoth.qmodel")
    p.add_argument("--model", type=pathlib.Path, required=True, help="the float model that --base was made of")
    p.add_argument("--encoder", type=pathlib.Path, required=True, help="folder with vocab.txt")
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the engine's dump program")
    p.add_argument("--cache", type=pathlib.Path, default=pathlib.Path("runs/states"), help="folder for the states")
    p.add_argument("--base", type=pathlib.Path, required=True, help="model file to add the heads to")
    p.add_argument("--hints", type=pathlib.Path, default=pathlib.Path("../src/extract/data/channel_words.txt"))
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=CONFIG["epochs"])
    p.add_argument("--heads", type=pathlib.Path, help="heads of an earlier run, to export without training")
    p.add_argument("--save", type=pathlib.Path, help="where to keep the float heads")
    p.add_argument("--out", type=pathlib.Path, required=True)
    args = p.parse_args()

    model = load_model(args.model)
    config = {**CONFIG, "epochs": args.epochs, "hidden": model.config["encoder"]["hidden"]}
    dev = read_examples(args, model, "dev")
    train = [x for s in read_examples(args, model, "train") for x in s]
    hints = frame_direct.read_hints(args.hints)
    channel = frame_direct.train(train, hints)
    act = frame_direct.train(train, hints, "act", strength=0.001)
    if args.heads:
        heads = frame_export.load(args.heads)
        mean, deviation = heads.mean, heads.deviation
    else:
        mean, deviation = frame_train.statistics(train, config["layers"])
        heads = frame_train.train([frame_train.to_tensors(x, config["layers"], mean, deviation) for x in train],
                                  config, args.seed)
        heads.mean, heads.deviation = mean, deviation
    if args.save:
        torch.save((heads.config, heads.state_dict()), args.save)
    sets = [[({**frame_train.to_tensors(x, config["layers"], mean, deviation),
               "act_direct": frame_direct.scores(x, hints, *act)}, x.doc) for x in s] for s in dev]
    bias = tune(heads, sets)
    for corpus, s, examples in zip(CORPORA["dev"], sets, dev):
        result = frame_train.measure([heads], [t for t, _ in s], [d for _, d in s], **bias)
        result["channel"] = frame_direct.accuracy(examples, hints, *channel)
        print(json.dumps({"dev": corpus["file"], **{k: round(v, 1) for k, v in result.items()}}), flush=True)
    name, settings, tensors = model_file.read(args.base)
    frame_export.trim(settings, tensors)
    tensors.update(frame_export.frame_tensors(heads, act, channel, **bias))
    settings.update({"frame.early_layer": EARLY_LAYER, "frame.mixers": config["mixers"]})
    model_file.write(args.out, name, settings, tensors)
    print(json.dumps({"file": args.out.name, "bytes": args.out.stat().st_size, **bias}))


if __name__ == "__main__":
    main()
