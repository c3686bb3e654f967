"""Confidence: the probability that a statement is right, from the evidence it was read from.

A logistic regression of right@0.5 on log(0.001 - x) of five log-probabilities x (src/extract/link.h,
Evidence), fitted on the dev articles that the engine has read with the quantised weights. Its quality is estimated by
cross-validation over documents: expected calibration error over ten bins (Guo et al. 2017).
"""
from __future__ import annotations

import json
import pathlib
import subprocess

import numpy as np

from . import corpora, judge


def examples(dump: str, model: pathlib.Path, data: pathlib.Path, names: list[str], score_path):
    """(evidence [n, 5], right [n], document [n]) of every statement of the dev articles."""
    score = judge.load(score_path)
    evidence, right, document = [], [], []
    for name in names:
        gold = corpora.read_jsonl(data / name)
        out = subprocess.run([dump, "evidence", str(model)], check=True, stdout=subprocess.PIPE,
                             input=(data / name).read_bytes()).stdout
        for doc, line in zip(gold, out.splitlines()):
            found = json.loads(line)["attributions"]
            for a, ok in zip(found, right_ones(score, doc, found)):
                evidence.append(a["evidence"])
                right.append(ok)
                document.append(doc["id"])
    return np.log(0.001 - np.array(evidence)), np.array(right, float), np.array(document)


def right_ones(score, doc: dict, found: list[dict]) -> list[bool]:
    """Which statements are right@0.5: each is judged with all others of its article in place."""
    _, shown = score.score([doc], {doc["id"]: {"attributions": found}}, errors=10 ** 9)
    wrong = {j for _, kind, _, j in shown if kind in ("wrong source", "spurious")}
    return [j not in wrong for j in range(len(found))]


def logistic(x: np.ndarray, y: np.ndarray, steps: int = 100) -> np.ndarray:
    """Newton's method with a little ridge; weights [1 + features], the bias first."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + 0.1 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def predict(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(w[0] + x @ w[1:])))


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
                     for b in range(bins) if (which == b).any()))


def fit(dump, model, data, names, score_path, folds: int = 5):
    """Weights (float32 [6]) and a report with figures of cross-validation."""
    x, y, document = examples(dump, model, data, names, score_path)
    fold = np.array([hash_of(d) % folds for d in document])
    held = np.zeros(len(y))
    for k in range(folds):
        held[fold == k] = predict(logistic(x[fold != k], y[fold != k]), x[fold == k])
    sure = held >= 0.9
    report = {"statements": len(y), "right": round(float(y.mean()), 4),
              "calibration_error": round(calibration_error(held, y), 4),
              "at_0.9": {"share": round(float(sure.mean()), 4),
                         "right": round(float(y[sure].mean()), 4) if sure.any() else None}}
    return logistic(x, y).astype(np.float32), report


def hash_of(text: str) -> int:
    """A stable hash: Python's own differs from run to run."""
    value = 5381
    for byte in text.encode():
        value = (value * 33 + byte) % 2 ** 32
    return value
