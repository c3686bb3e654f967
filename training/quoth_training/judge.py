"""Dev figures by the corpora's own judge (score.py), which is run and not copied."""
from __future__ import annotations

import importlib.util
import json
import pathlib

from . import corpora, predict


def load(path: pathlib.Path):
    spec = importlib.util.spec_from_file_location("quoth_judge", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(score, predictor: predict.Predictor, docs: list[corpora.Document]) -> dict:
    """score.py's figures over the documents."""
    gold, predicted = [], {}
    for doc in docs:
        found = predictor.attributions(doc.reading)
        predicted[doc.id] = {"id": doc.id, "attributions": predict.to_record(doc.reading, found)}
        gold.append({"id": doc.id, "text": doc.text, "attributions": doc.gold,
                     "sentences": doc.sentences})
    return json.loads(json.dumps(score.score(gold, predicted)[0]))


def line(result: dict) -> str:
    """The figures that matter, in one line of percentages."""
    parts = [f"{role} {100 * result['exact'][role]['f1']:.1f}" for role in result["exact"]]
    for name in ("found", "right"):
        for at in ("0.5", "0.8"):
            r = result[name][at]
            parts.append(f"{name}@{at} {100 * r['f1']:.1f}")
    r = result["found"]["0.5"]
    parts.append(f"({r['pred']} for {r['gold']})")
    return "  ".join(parts)
