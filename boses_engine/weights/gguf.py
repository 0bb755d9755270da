"""Is a file a whole GGUF file? Reads its header only, never the tensors.

Format: the GGUF specification, versions 2 and 3 (ggml project, 2023): magic, counts, key-value pairs, one record
for each tensor, padding to `general.alignment`, tensor data. All numbers are little-endian.
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from boses_engine.errors import ModelError

MAGIC = b"GGUF"
DEFAULT_ALIGNMENT = 32  # bytes
STRING, ARRAY = 8, 9
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}

# Elements and bytes of one block, by ggml tensor type (ggml project, ggml.c, type traits).
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip


@dataclass(frozen=True)
class Header:
    """What the header says: the model's architecture ("llama", "qwen2"), and the bytes the file must have."""

    architecture: str
    tensors: int
    least_bytes: int


class _Reader:
    """A cursor over the file; reading past the end raises struct.error."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at = data, 0

    def number(self, form: str) -> int:
        (value,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return int(value)

    def string(self) -> str:
        start = self.at
        self.skip(STRING)
        if self.at > len(self.data):
            raise struct.error("string past the end")
        return self.data[start + 8 : self.at].decode("utf-8", "replace")

    def skip(self, kind: int) -> None:
        if kind == STRING:
            length = self.number("<Q")
            self.at += length
        elif kind == ARRAY:
            item, count = self.number("<I"), self.number("<Q")
            if item in SCALARS:
                self.at += count * struct.calcsize(SCALARS[item])
            else:
                for _ in range(count):  # a vocabulary: some 300,000 strings, 0.1 s
                    self.skip(item)
        else:
            self.number(SCALARS[kind])


def read_header(path: Path) -> Header:
    """The header of a GGUF file.

    Raises ModelError when the file is empty, no GGUF file, of an unknown version, or shorter than its own
    header says.
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
                raise ModelError(f"{path} is cut off inside its header: fetch or copy the file again") from exc
            except KeyError as exc:
                raise ModelError(f"{path} is damaged: its header holds the unknown type {exc}") from exc
    if size < header.least_bytes:
        raise ModelError(
            f"{path} is cut off: it has {size:,} of at least {header.least_bytes:,} bytes; fetch or copy it again"
        )
    return header


def _parse(reader: _Reader, path: Path) -> Header:
    reader.at = len(MAGIC)
    version = reader.number("<I")
    if version not in (2, 3):
        raise ModelError(f"{path} is GGUF version {version}; versions 2 and 3 can be read: convert the model anew")
    tensors, pairs = reader.number("<Q"), reader.number("<Q")
    architecture, alignment = "", DEFAULT_ALIGNMENT
    for _ in range(pairs):
        key, kind = reader.string(), reader.number("<I")
        if key == "general.architecture" and kind == STRING:
            architecture = reader.string()
        elif key == "general.alignment" and kind in (4, 10):
            alignment = max(reader.number(SCALARS[kind]), 1)
        else:
            reader.skip(kind)
    end = 0
    for _ in range(tensors):
        reader.string()
        elements = 1
        for _ in range(reader.number("<I")):
            elements *= reader.number("<Q")
        # A type newer than the table counts as nothing: too little to ask for is better than a false alarm.
        block, block_bytes = BLOCKS.get(reader.number("<I"), (1, 0))
        end = max(end, reader.number("<Q") + -(-elements // block) * block_bytes)
    start = -(-reader.at // alignment) * alignment
    return Header(architecture, tensors, start + end if tensors else reader.at)
