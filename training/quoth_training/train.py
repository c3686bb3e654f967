"""Trains a model from a config: `python -m quoth_training.train --help`."""
from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import sys
import time

import numpy as np
import torch

from . import corpora, frame_facts, judge, windows
from .model import Model, load_pretrained
from .predict import Predictor


def parse_args():
    p = argparse.ArgumentParser(
        description="Train quoth's model. Prints the dev figures after every epoch and writes "
                    "OUT/model.pt (averaged weights); a stopped run resumes from OUT/checkpoint.pt.",
        epilog="example: python -m quoth_training.train --config configs/base.json "
               "--data DATA --encoder ENCODER --out OUT")
    p.add_argument("--config", type=pathlib.Path, required=True)
    p.add_argument("--data", type=pathlib.Path, required=True, help="folder of the corpora")
    p.add_argument("--score", type=pathlib.Path, help="score.py; default DATA/../score/score.py")
    p.add_argument("--encoder", type=pathlib.Path, required=True,
                   help="folder with model.safetensors and vocab.txt of a BERT-shaped encoder")
    p.add_argument("--out", type=pathlib.Path, required=True, help="folder for checkpoints")
    p.add_argument("--silver", type=pathlib.Path, help="marks of a teacher, made by silver.py")
    p.add_argument("--start", type=pathlib.Path, help="begin with the weights of this model.pt")
    p.add_argument("--dump", default="build/bin/quoth-dump", help="the text stage's program")
    p.add_argument("--checkpoint-every", type=int, default=100, metavar="STEPS")
    p.add_argument("--limit", type=int, help="use only so many documents a corpus (a smoke test)")
    return p.parse_args()


def make_optimizer(model: Model, config: dict) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list] = {}
    fresh = ("casing", "quoting", "place")  # inputs that the encoder was not pretrained with
    for name, parameter in model.named_parameters():
        head = not name.startswith("encoder.") or any(f".{x}." in name for x in fresh)
        rate = config["head_learning_rate" if head else "learning_rate"]
        decay = config["weight_decay"] if parameter.dim() == 2 and not head else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": ps, "lr": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()],
        fused=True)


def schedule(step: int, total: int, warmup: float) -> float:
    """Linear warm-up to 1, then linear decay to 0."""
    ramp = max(1, int(total * warmup))
    if step < ramp:
        return (step + 1) / ramp
    return max(0.0, (total - step) / max(1, total - ramp))


def epoch_batches(docs, config: dict, epoch: int):
    """The epoch's batches, the same for the same seed; windows of like length go together."""
    rng = np.random.default_rng([config["seed"], epoch])
    size = config["window"]["train_pieces"]
    found = []
    for doc in docs:
        repeat = doc.corpus.get("framed_repeat" if doc.frames else "repeat", doc.corpus.get("repeat", 1))
        # 0.5: half of the corpus in each epoch, drawn anew.
        for _ in range(int(repeat) + (rng.random() < repeat % 1)):
            found += windows.make_windows(doc, size, rng, config["variants"])
    order = rng.permutation(len(found))
    n, pool = config["batch_windows"], config["batch_windows"] * 16
    batches = []
    for start in range(0, len(order), pool):
        chunk = sorted(order[start:start + pool], key=lambda i: len(found[i].ids))
        batches += [[found[i] for i in chunk[k:k + n]] for k in range(0, len(chunk), n)]
    return [batches[i] for i in rng.permutation(len(batches))]


class Trainer:
    def __init__(self, args):
        self.args = args
        self.config = json.loads(args.config.read_text())
        torch.manual_seed(self.config["seed"])
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        vocabulary = str(args.encoder / "vocab.txt")
        kinds = tuple(self.config["variants"]["kinds"])
        self.docs = []
        marks = corpora.read_silver(args.silver) if args.silver else {}
        for corpus in self.config["corpora"]:
            if corpus.get("silver"):
                loaded = corpora.load_silver(marks, corpus, args.dump, vocabulary, kinds)
            elif corpus.get("chains"):
                loaded = corpora.load_chains(args.data / corpus["chains"], corpus, args.dump, vocabulary)
            else:
                loaded = corpora.load(corpora.path_of(args.data, corpus), corpus, args.dump, vocabulary, kinds,
                                      marks)
                self.add_frame_facts(loaded, corpus)
                for doc in loaded:
                    marks.pop(doc.id, None)
            self.docs += loaded[:args.limit]
        self.dev = [(name, corpora.load(args.data / name, {}, args.dump, vocabulary)[:args.limit])
                    for name in self.config["dev"]]
        self.model = Model(self.config)
        if args.start:
            state = torch.load(args.start, map_location="cpu", weights_only=False)
            # A start without the heads of frames and of coreference is as good.
            fresh = {k: v for k, v in self.model.state_dict().items()
                     if k.startswith(("frame_head.", "coreference."))}
            self.model.load_state_dict({**fresh, **state["model"]})
        else:
            load_pretrained(self.model, str(args.encoder / "model.safetensors"))
        self.model.to(self.device)
        self.optimizer = make_optimizer(self.model, self.config)
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.score = judge.load(args.score or args.data.parent / "score" / "score.py")
        self.epoch = self.step_in_epoch = self.step = 0
        self.average = [p.detach().clone() for p in self.model.parameters()]
        args.out.mkdir(parents=True, exist_ok=True)
        self.checkpoint = args.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self.resume()

    def add_frame_facts(self, docs, corpus: dict):
        hints = frame_facts.read_hints(frame_facts.HINTS)
        data = corpora.path_of(self.args.data, corpus).parent
        marked = corpora.read_marks(data, corpus, corpora.read_documents(data, corpus))
        for doc in docs:
            if doc.frames:
                frame_facts.add_facts(doc, marked, hints)

    def resume(self):
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=False)
        if state["config"] != self.config:
            sys.exit(f"{self.checkpoint} was made with another config; choose another --out")
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = [p.to(self.device) for p in state["average"]]
        self.epoch, self.step_in_epoch, self.step = state["position"]
        torch.set_rng_state(state["rng"].cpu())
        print(f"resumed at epoch {self.epoch}, step {self.step_in_epoch}", flush=True)

    def save(self):
        state = {"config": self.config, "model": self.model.state_dict(),
                 "optimizer": self.optimizer.state_dict(), "average": self.average,
                 "rng": torch.get_rng_state(),
                 "position": (self.epoch, self.step_in_epoch, self.step)}
        self.write(state, self.checkpoint)

    def update_average(self):
        """Exponential moving average of the weights (Izmailov et al. 2018 give the reason): with few
        articles the last weights fit some of them too well."""
        decay = min(self.config["average_decay"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, list(self.model.parameters()), 1 - decay)

    def averaged(self) -> dict:
        """The model's state with the averaged weights."""
        state = {k: v.clone() for k, v in self.model.state_dict().items()}
        for (name, _), value in zip(self.model.named_parameters(), self.average):
            state[name] = value.clone()
        return state

    @staticmethod
    def write(state, path: pathlib.Path):
        part = path.with_suffix(".part")
        torch.save(state, part)
        os.replace(part, path)  # a stop leaves the old file or the new one

    def run(self):
        n_epochs = self.config["epochs"]
        while self.epoch < n_epochs:
            batches = epoch_batches(self.docs, self.config, self.epoch)
            self.train_epoch(batches, len(batches) * n_epochs)
            self.epoch, self.step_in_epoch = self.epoch + 1, 0
            self.evaluate()
            self.save()
            final = {"config": self.config, "model": self.averaged()}
            self.write(final, self.args.out / f"model.{self.epoch}.pt")
            self.write(final, self.args.out / "model.pt")

    def train_epoch(self, batches, total_steps: int):
        self.model.train()
        begun, sums, seen = time.time(), {}, 0
        for i in range(self.step_in_epoch, len(batches)):
            factor = schedule(self.step, total_steps, self.config["warmup"])
            for group, rate in zip(self.optimizer.param_groups, self.rates):
                group["lr"] = rate * factor
            batch = {k: v.to(self.device) for k, v in windows.collate(batches[i]).items()}
            with torch.autocast(self.device.type, torch.bfloat16):
                loss, parts = self.model.loss(batch)
            if not math.isfinite(loss.item()):
                sys.exit(f"the loss is {loss.item()} in epoch {self.epoch}, step {i}")
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.step += 1
            self.update_average()
            self.step_in_epoch = i + 1
            seen += 1
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v
            if seen % 20 == 0:
                mean = "  ".join(f"{k} {v / 20:.4f}" for k, v in sums.items())
                left = (time.time() - begun) / seen * (len(batches) - i - 1)
                print(f"epoch {self.epoch} step {i + 1}/{len(batches)}  {mean}  "
                      f"{left / 60:.1f} min left", flush=True)
                sums = {}
            if self.step % self.args.checkpoint_every == 0:
                self.save()

    def evaluate(self):
        averaged = Model(self.config)
        averaged.load_state_dict(self.averaged())
        predictor = Predictor(averaged.to(self.device), self.config["window"])
        for name, docs in self.dev:
            result = judge.judge(self.score, predictor, docs)
            print(f"epoch {self.epoch} {name}: {judge.line(result)}", flush=True)
            with open(self.args.out / "dev.jsonl", "a", encoding="utf8") as log:
                log.write(json.dumps({"epoch": self.epoch, "corpus": name, **result}) + "\n")


def main():
    Trainer(parse_args()).run()


if __name__ == "__main__":
    main()
