"""Is a file a whole GGUF file? Reads its header only, never the tensors.

Format: the GGUF specification, versions 2 and 3 (ggml project, 2023): magic, counts, key-value pairs, one record
for each tensor, padding to `general.alignment`, tensor data. All numbers are little-endian.
"""

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from boses_engine.errors import ModelError

MAGIC = b"GGUF"
DEFAULT_ALIGNMENT = 32  # bytes
MOST_DIMENSIONS = 4
MOST_STRINGS, MOST_RECORDS = 4_000_000, 200_000  # ten times what the largest models have, and a few seconds
STRING, ARRAY = 8, 9
INTEGERS, FLOATS = {0, 1, 2, 3, 4, 5, 10, 11}, {6, 12}
EPSILONS = ("layer_norm_epsilon", "layer_norm_rms_epsilon", "group_norm_epsilon")
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}

# Elements and bytes of one block, by ggml tensor type (ggml project, ggml.c, type traits).
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18), 42: (64, 18),
}  # fmt: skip


@dataclass(frozen=True)
class Header:
    """What the header says: the model's architecture ("llama", "qwen2"), and the bytes the file must have."""

    architecture: str
    tensors: int
    least_bytes: int
    parts: int = 1  # files that the model is split into
    pooling: int = 0  # above 0: made to give one vector a text, not to write


class _Damaged(Exception):
    """The header holds what no GGUF file holds."""


class _Reader:
    """A cursor over the file; reading past the end raises struct.error."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at = data, 0

    def number(self, form: str) -> int:
        start = self._move(struct.calcsize(form))
        (value,) = struct.unpack_from(form, self.data, start)
        return int(value)

    def count(self, least_bytes: int, most: int) -> int:
        """How many items follow, `most` or fewer, each of which takes at least that many bytes.

        Checked at once: a damaged count would keep the loops over it busy for minutes.
        """
        count = self.number("<Q")
        if count * least_bytes > len(self.data) - self.at:
            raise struct.error("more items than the file has room for")
        if count > most:  # a file of zeros has room for billions, and takes none on the disk
            raise _Damaged(f"a list of {count:,}")
        return count

    def string(self) -> str:
        length = self.number("<Q")
        start = self._move(length)
        return self.data[start : start + length].decode("utf-8", "replace")

    def value(self, kind: int) -> int | float | str | None:
        """A number or a string; None for what is of no interest here."""
        if kind == STRING:
            return self.string()
        if kind in FLOATS:
            start = self._move(struct.calcsize(SCALARS[kind]))
            return float(struct.unpack_from(SCALARS[kind], self.data, start)[0])
        if kind in INTEGERS:
            return self.number(SCALARS[kind])
        if kind == ARRAY:
            item = self.number("<I")
            if item == STRING:
                for _ in range(self.count(8, MOST_STRINGS)):  # a vocabulary: some 300,000 strings, 0.1 s
                    self._move(self.number("<Q"))
            else:
                size = _size(item)
                self._move(self.count(size, len(self.data)) * size)
        else:
            self._move(_size(kind))
        return None

    def _move(self, count: int) -> int:
        """Goes on by so many bytes; gives where it was."""
        if count > len(self.data) - self.at:
            raise struct.error("past the end")
        self.at += count
        return self.at - count


def read_header(path: Path) -> Header:
    """The header of a GGUF file.

    Raises ModelError when the file is empty, no GGUF file, of an unknown version, damaged in its header, or shorter
    than its own header says.
    """
    size = path.stat().st_size
    if size == 0:
        raise ModelError(f"{path} is empty: fetch or copy the file again")
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ModelError(f"{path} is not a GGUF model file: give a file that llama.cpp can load")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                header = _parse(_Reader(data), path)
            except struct.error as exc:
                raise ModelError(
                    f"{path} is cut off inside its header, or the header is damaged: fetch or copy the file again"
                ) from exc
            except _Damaged as exc:
                raise ModelError(f"{path} is damaged: its header holds {exc}; fetch or copy the file again") from exc
    if size < header.least_bytes:
        raise ModelError(
            f"{path} is cut off: it has {size:,} of at least {header.least_bytes:,} bytes; fetch or copy it again"
        )
    return header


def _size(kind: int) -> int:
    if kind not in SCALARS:
        raise _Damaged(f"the unknown type {kind}")
    return struct.calcsize(SCALARS[kind])


def _parse(reader: _Reader, path: Path) -> Header:
    """The header's entries that are of use."""
    reader.at = len(MAGIC)
    version = reader.number("<I")
    if version not in (2, 3):
        raise ModelError(f"{path} is GGUF version {version}; versions 2 and 3 can be read: convert the model anew")
    tensors = reader.count(24, MOST_RECORDS)  # a tensor's record has 24 bytes and its name, a pair 13 and its key
    said = {}
    for _ in range(reader.count(13, MOST_RECORDS)):
        key = reader.string()
        said[key] = reader.value(reader.number("<I"))
    architecture = str(said.get("general.architecture") or "")
    for name in EPSILONS:  # llama.cpp loads a file with a negative one and aborts at the first token
        epsilon = said.get(f"{architecture}.attention.{name}")
        if isinstance(epsilon, float) and not epsilon >= 0:  # so that "not a number" counts as well
            raise _Damaged(f"a {name} of {epsilon}")
    alignment = max(_integer(said.get("general.alignment"), DEFAULT_ALIGNMENT), 1)
    end = 0
    for _ in range(tensors):
        reader.string()
        dimensions = reader.number("<I")
        if dimensions > MOST_DIMENSIONS:
            raise _Damaged(f"a tensor of {dimensions} dimensions")
        elements = math.prod(reader.number("<Q") for _ in range(dimensions))
        # A type newer than the table counts as nothing: too little to ask for is better than a false alarm.
        block, block_bytes = BLOCKS.get(reader.number("<I"), (1, 0))
        end = max(end, reader.number("<Q") + -(-elements // block) * block_bytes)
    start = -(-reader.at // alignment) * alignment
    return Header(
        architecture,
        tensors,
        start + end if tensors else reader.at,
        parts=_integer(said.get("split.count"), 1),
        pooling=_integer(said.get(f"{architecture}.pooling_type"), 0),
    )


def _integer(value: int | float | str | None, default: int) -> int:
    return value if isinstance(value, int) else default
