"""Writes the model file; its layout is docs/model-format.md, its reader src/nn/model_file.cc."""
from __future__ import annotations

import os
import pathlib
import struct

import numpy as np
import xxhash

MAGIC = b"QUOTHMDL"
VERSION = 1
HEADER_SIZE = 64
ALIGNMENT = 64
TYPES = {np.dtype(np.float32): 0, np.dtype(np.int8): 1, np.dtype(np.uint8): 2}


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<H", len(raw)) + raw


def write(path: pathlib.Path, name: str, config: dict[str, int],
          tensors: dict[str, np.ndarray]) -> None:
    """Writes atomically. Tensors are float32, int8, or uint8 (bytes, one dimension)."""
    def index(offsets: list[int]) -> bytes:
        out = _string(name) + struct.pack("<I", len(config))
        for key, value in config.items():
            out += _string(key) + struct.pack("<q", value)
        out += struct.pack("<I", len(tensors))
        for (key, tensor), offset in zip(tensors.items(), offsets):
            out += _string(key) + struct.pack("<BB", TYPES[tensor.dtype], tensor.ndim)
            out += struct.pack(f"<{tensor.ndim}I", *tensor.shape) + struct.pack("<Q", offset)
        return out

    index_size = len(index([0] * len(tensors)))
    offsets, position = [], HEADER_SIZE + index_size
    for tensor in tensors.values():
        position = -(-position // ALIGNMENT) * ALIGNMENT
        offsets.append(position)
        position += tensor.nbytes
    body = bytearray(index(offsets))
    for tensor, offset in zip(tensors.values(), offsets):
        body += bytes(offset - HEADER_SIZE - len(body)) + np.ascontiguousarray(tensor).tobytes()
    header = MAGIC + struct.pack("<IIQQ", VERSION, index_size, HEADER_SIZE + len(body),
                                 xxhash.xxh3_64_intdigest(bytes(body)))
    part = path.with_suffix(".part")
    part.write_bytes(header.ljust(HEADER_SIZE, b"\0") + bytes(body))
    os.replace(part, path)


def read(path: pathlib.Path) -> tuple[str, dict[str, int], dict[str, np.ndarray]]:
    """Name, settings and tensors of a file that write() made."""
    raw = path.read_bytes()
    if raw[:8] != MAGIC or struct.unpack_from("<I", raw, 8)[0] != VERSION:
        raise ValueError(f"{path} is no model file of version {VERSION}")
    at = HEADER_SIZE

    def take(form: str):
        nonlocal at
        values = struct.unpack_from("<" + form, raw, at)
        at += struct.calcsize("<" + form)
        return values

    def string() -> str:
        nonlocal at
        (n,) = take("H")
        at += n
        return raw[at - n:at].decode()

    name = string()
    config = {}
    for _ in range(take("I")[0]):
        key = string()
        (config[key],) = take("q")
    types = {v: k for k, v in TYPES.items()}
    tensors = {}
    for _ in range(take("I")[0]):
        key = string()
        kind, rank = take("BB")
        shape = take(f"{rank}I")
        (offset,) = take("Q")
        count = int(np.prod(shape, dtype=np.int64))
        tensors[key] = np.frombuffer(raw, types[kind], count, offset).reshape(shape).copy()
    return name, config, tensors
