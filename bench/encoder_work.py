"""The int8 work of reading articles: how many rows the encoder is given, and what a row costs.

The windows are those of the engine (src/nn/window.h, src/extract/encode.h) and of training
(training/quoth_training/windows.py, cover), the model file is that of docs/model-format.md.
"""
import bisect
import struct

SECTION_TOKENS = 8192  # kSectionTokens: longer articles are read in sections


class ModelHeader:
    """Name, settings and tensors' places of a model file."""

    def __init__(self, data):
        if data[:8] != b"QUOTHMDL":
            raise ValueError("not a model file")
        self._data, self._at = data, 64
        self.name = self._string()
        self.settings = {}
        for _ in range(self._number("<I")):
            key = self._string()
            self.settings[key] = self._number("<q")
        self.tensors = {}
        for _ in range(self._number("<I")):
            name = self._string()
            _, rank = self._number("<B"), self._number("<B")
            shape = [self._number("<I") for _ in range(rank)]
            self.tensors[name] = (self._number("<Q"), shape)

    def _number(self, form):
        value, = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return value

    def _string(self):
        size = self._number("<H")
        self._at += size
        return self._data[self._at - size:self._at].decode()

    def vocabulary(self):
        """The word pieces, one a line, as bytes."""
        begin, (size,) = self.tensors["vocabulary"]
        return self._data[begin:begin + size]

    def layer_products(self):
        """(outputs, inputs) of the linear products of one layer: qkv, out, up, down."""
        hidden, wide = self.settings["hidden"], self.settings["intermediate"]
        return [(3 * hidden, hidden), (hidden, hidden), (wide, hidden), (hidden, wide)]

    def operations_a_row(self):
        """2 a multiply-add. Attention itself is 16-bit and the heads are small: neither counts."""
        return 2 * self.settings["layers"] * sum(n * k for n, k in self.layer_products())


def cover(first_piece, size, overlap):
    """Token ranges of the windows over a section; first_piece has an entry a token and one more.

    >>> cover([0, 1, 2, 3, 4, 5], size=6, overlap=2)
    [(0, 4), (1, 5)]
    """
    n_tokens, room, total = len(first_piece) - 1, size - 2, first_piece[-1]
    if n_tokens == 0:
        return []
    if total <= room:
        return [(0, n_tokens)]
    count = -(-(total - overlap) // (room - overlap))
    width = -(-(total + (count - 1) * overlap) // count)  # at most `room`
    windows = []

    def add(begin):
        fits = bisect.bisect_right(first_piece, first_piece[begin] + width) - 1
        windows.append((begin, max(fits, begin + 1)))

    for k in range(count):
        begin = bisect.bisect_left(first_piece, (total - width) * k // (count - 1))
        begin = min(begin, windows[-1][1] if windows else 0)
        if begin < n_tokens and (not windows or begin > windows[-1][0]):
            add(begin)
    while windows[-1][1] < n_tokens:
        add(windows[-1][1])
    return windows


def sections(n_tokens, paragraphs):
    """Token ranges that the engine reads one after the other; paragraphs are their first tokens."""
    result, begin = [], 0
    for first, end in zip(paragraphs, [*paragraphs[1:], n_tokens]):
        if end - begin > SECTION_TOKENS and first > begin:
            result.append((begin, first))
            begin = first
        while end - begin > 2 * SECTION_TOKENS:
            result.append((begin, begin + SECTION_TOKENS))
            begin += SECTION_TOKENS
    if begin < n_tokens:
        result.append((begin, n_tokens))
    return result


def window_rows(article, size, overlap):
    """Rows of each window over an article, [CLS] and [SEP] included; article as `quoth-dump pieces`
    prints it."""
    first = article["first_piece"]
    for begin, end in sections(len(first) - 1, article["paragraphs"]):
        local = [p - first[begin] for p in first[begin:end + 1]]
        for b, e in cover(local, size, overlap):
            yield min(local[e] - local[b] + 2, size)
