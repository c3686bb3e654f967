"""The tag scheme: two layers of BIO tags over tokens.

The outer layer holds the statements of the article, the inner one the statements made inside the
content of an outer statement (a quote within a quote). Within a layer spans never overlap, so one
sequence of seven tags holds all three roles:

    0 O   1 B-source 2 I-source   3 B-cue 4 I-cue   5 B-content 6 I-content
"""
import numpy as np

ACTS = ("assert", "opine", "accuse", "support", "deny", "concede", "demand", "commit", "predict", "ask")
CHANNELS = ("-", "interview", "speech", "debate", "statement", "letter", "social", "broadcast", "article",
            "report", "poll", "testimony", "meeting", "ad", "press")
KINDS = ("person", "organisation", "group", "document", "anonymous", "author", "none")
ROLES = ("source", "cue", "content")
N_TAGS = 1 + 2 * len(ROLES)
LAYERS = 2
OUTSIDE = 0
FORBIDDEN = -1e4


def begin_tag(role: str) -> int:
    return 1 + 2 * ROLES.index(role)


def inside_tag(role: str) -> int:
    return 2 + 2 * ROLES.index(role)


def transition_mask() -> np.ndarray:
    """[N_TAGS, N_TAGS] of 0 (allowed) and FORBIDDEN: I-x follows only B-x or I-x."""
    mask = np.zeros((N_TAGS, N_TAGS), np.float32)
    for role in ROLES:
        inside = inside_tag(role)
        for before in range(N_TAGS):
            if before not in (begin_tag(role), inside):
                mask[before, inside] = FORBIDDEN
    return mask


def spans_of_tags(tags: np.ndarray) -> dict[str, list[tuple[int, int]]]:
    """Half-open token ranges of each role, in text order, of a valid tag sequence."""
    found: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    i = 0
    while i < len(tags):
        tag = int(tags[i])
        j = i + 1
        if tag != OUTSIDE:
            role = ROLES[(tag - 1) // 2]
            while j < len(tags) and tags[j] == inside_tag(role):
                j += 1
            found[role].append((i, j))
        i = j
    return found


def viterbi(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Best tag sequence; emissions [n, N_TAGS], transitions [N_TAGS, N_TAGS] with the mask added."""
    n = len(emissions)
    if n == 0:
        return np.zeros(0, np.int64)
    score = emissions[0].astype(np.float32).copy()
    for role in ROLES:
        score[inside_tag(role)] += FORBIDDEN
    back = np.zeros((n, N_TAGS), np.int64)
    for t in range(1, n):
        total = score[:, None] + transitions
        back[t] = total.argmax(0)
        score = total.max(0) + emissions[t]
    tags = np.zeros(n, np.int64)
    tags[-1] = score.argmax()
    for t in range(n - 1, 0, -1):
        tags[t - 1] = back[t, tags[t]]
    return tags
