"""Statements of whole articles by the float model; the engine does the same in C++ (src/extract)."""
from __future__ import annotations

import numpy as np
import torch

from . import corpora, tags, windows
from .windows import CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE


def margins(begin: int, end: int, n: int) -> np.ndarray:
    """Tokens of context on the poorer side, for each token of the window; article ends are free."""
    at = np.arange(begin, end)
    left = at - begin if begin > 0 else np.full(end - begin, n)
    right = end - 1 - at if end < n else np.full(end - begin, n)
    return np.minimum(left, right)


class Predictor:
    def __init__(self, model, window: dict, outside_bias=(0.0,) * tags.LAYERS):
        self.model = model.eval()
        self.window = window
        self.transitions = (model.transitions + model.transition_mask).detach().float().cpu().numpy()
        self.outside_bias = np.array(outside_bias, np.float32)

    @torch.no_grad()
    def encode(self, reading: corpora.Reading, autocast: bool = True):
        """[(begin, end, hidden [1, tokens, H])], emissions [LAYERS, n, N_TAGS], window of each token."""
        n = reading.n_tokens
        encoded = []
        emissions = np.zeros((tags.LAYERS, n, tags.N_TAGS), np.float32)
        best = np.full(n, -1)
        owner = np.zeros(n, np.int64)
        device = next(self.model.parameters()).device
        for k, (begin, end) in enumerate(windows.cover(reading.first_piece, self.window["pieces"],
                                                       self.window["overlap"])):
            ids, features, words = windows.piece_inputs(reading, begin, end)
            with torch.autocast(device.type, torch.bfloat16, enabled=autocast):
                hidden = self.model.words(
                    torch.from_numpy(ids)[None].to(device), torch.from_numpy(features)[None].to(device),
                    torch.tensor([len(ids)]), torch.from_numpy(words)[None].to(device))
                out = self.model.emissions(hidden)[0].float().cpu().numpy()
            encoded.append((begin, end, hidden))
            margin = margins(begin, end, n)
            better = margin > best[begin:end]
            at = np.arange(begin, end)[better]
            best[at] = margin[better]
            owner[at] = k
            emissions[:, at] = out[:, better]
        return encoded, emissions, owner

    def spans(self, emissions: np.ndarray) -> list[dict[str, list[tuple[int, int]]]]:
        """Spans of both layers; the inner layer only inside the contents of the outer one."""
        emissions = emissions.copy()
        emissions[:, :, tags.OUTSIDE] += self.outside_bias[:, None]
        outer = tags.viterbi(emissions[0], self.transitions[0])
        inner = emissions[1]
        inside = outer >= tags.begin_tag("content")
        inner[~inside, 1:] = tags.FORBIDDEN
        return [tags.spans_of_tags(outer), tags.spans_of_tags(tags.viterbi(inner, self.transitions[1]))]

    @torch.no_grad()
    def point(self, encoded, kind: int, spans, targets):
        """For each span the index of its target among `targets`, or -1, and the probability of it."""
        picks = [(-1, 1.0)] * len(spans)
        by_window: dict[int, list[int]] = {}
        for s, span in enumerate(spans):
            by_window.setdefault(best_window(encoded, span), []).append(s)
        for k, members in by_window.items():
            begin, end, hidden = encoded[k]
            local = [(max(spans[s][0], begin) - begin, min(spans[s][1], end) - begin) for s in members]
            b, e = (torch.tensor(x, device=hidden.device) for x in zip(*local))
            mask = torch.ones(hidden.shape[:2], dtype=torch.bool, device=hidden.device)
            logits = self.model.pointer_logits(
                hidden.float(), torch.full_like(b, kind), torch.zeros_like(b), b, e, mask).cpu().numpy()
            for row, s in enumerate(members):
                scores = [logits[row, -1]]
                index = [-1]
                for t, (tb, te) in enumerate(targets):
                    if begin <= tb and te <= end:
                        scores.append(np.logaddexp.reduce(logits[row, tb - begin:te - begin]))
                        index.append(t)
                scores = np.array(scores)
                pick = int(scores.argmax())
                picks[s] = index[pick], float(np.exp(scores[pick] - np.logaddexp.reduce(scores)))
        return picks

    def attributions(self, reading: corpora.Reading) -> list[dict]:
        """Statements as token ranges: {"source", "cue", "content", "depth"}."""
        encoded, emissions, _ = self.encode(reading)
        result = []
        for depth, spans in enumerate(self.spans(emissions)):
            sources, cues, contents = (spans[r] for r in tags.ROLES)
            cue_source = self.point(encoded, CUE_SOURCE, cues, sources)
            content_cue = self.point(encoded, CONTENT_CUE, contents, cues)
            content_source = self.point(encoded, CONTENT_SOURCE, contents, sources)
            for c, cue in enumerate(cues):
                mine = [contents[i] for i, (pick, _) in enumerate(content_cue) if pick == c]
                source = cue_source[c][0]
                result.append({"source": [sources[source]] if source >= 0 else [], "cue": [cue],
                               "content": mine, "depth": depth})
            for i, (pick, _) in enumerate(content_cue):
                if pick < 0:
                    source = content_source[i][0]
                    result.append({"source": [sources[source]] if source >= 0 else [], "cue": [],
                                   "content": [contents[i]], "depth": depth})
        return [a for a in result if a["content"]]


def best_window(encoded, span) -> int:
    """The window that shows most of the span, then most context around it."""
    def key(k):
        begin, end, _ = encoded[k]
        seen = min(span[1], end) - max(span[0], begin)
        n = encoded[-1][1]
        left = span[0] - begin if begin > 0 else n
        right = end - span[1] if end < n else n
        return seen, min(left, right), -k
    return max(range(len(encoded)), key=key)


def to_record(reading: corpora.Reading, found: list[dict]) -> list[dict]:
    """Token ranges to code points, as score.py reads them."""
    def span(r):
        return [int(reading.spans[r[0], 0]), int(reading.spans[r[1] - 1, 1])]
    return [{role: [span(r) for r in a[role]] for role in tags.ROLES} for a in found]
