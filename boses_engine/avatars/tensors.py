"""What a safetensors file holds, read from its header: names, types and shapes; never the tensors.

Format: the safetensors specification (2022): eight bytes with the header's length, little-endian, the header as JSON,
then the tensors' bytes without a gap, so that the size of a whole file is known from its header.
"""

import json
import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boses_engine.errors import ModelError
from boses_engine.files import open_file

MOST_HEADER_BYTES = 8_000_000  # ten times what SDXL has; the specification's hundred take 1 GB to read
PICKLES = (".ckpt", ".pt", ".pth", ".bin", ".pkl")  # what may run code when it is opened
_AGAIN = "copy the file again"


@dataclass(frozen=True)
class Tensors:
    """The header of one file: shapes by name, and what is said about the file."""

    shapes: dict[str, tuple[int, ...]]
    said: dict[str, str]

    @property
    def parameters(self) -> int:
        """All numbers in the file."""
        return sum(math.prod(shape) for shape in self.shapes.values())

    def shape(self, name: str) -> tuple[int, ...] | None:
        """The shape of a tensor, None where the file has none of that name."""
        return self.shapes.get(name)

    def has(self, *starts: str) -> bool:
        """Whether a tensor's name begins with one of these."""
        return any(name.startswith(starts) for name in self.shapes)


def read_tensors(path: Path) -> Tensors:
    """The header of a file.

    :raises ModelError: it is no safetensors file, is cut off, or cannot be read.
    """
    try:
        size = path.stat().st_size
        with open_file(path) as file:
            start = file.read(8)
            length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
            head = file.read(length) if 0 < length <= min(MOST_HEADER_BYTES, size - 8) else b""
    except OSError as exc:
        raise ModelError(f"cannot read {path}: {exc.strerror}") from exc
    if size == 0:
        raise ModelError(f"{path} is empty: {_AGAIN}")
    if what := _other_kind(start):
        raise ModelError(f"{path} is {what}, whatever its name says: give a .safetensors file")
    if not head.startswith(b"{"):
        if 0 < length <= MOST_HEADER_BYTES and size < 8 + length:
            raise ModelError(f"{path} is cut off in its header ({size:,} bytes): {_AGAIN}")
        raise ModelError(f"{path} is no safetensors file: give a checkpoint in that format")
    try:
        return _tensors(path, json.loads(head), size - 8 - length)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ModelError(f"{path} has a damaged header ({exc}): {_AGAIN}") from exc


def joined(parts: Iterable[Tensors]) -> Tensors:
    """The tensors of a model that is split into several files."""
    return Tensors({name: shape for part in parts for name, shape in part.shapes.items()}, {})


def _tensors(path: Path, header: dict[str, Any], there: int) -> Tensors:
    said = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
    shapes = {name: tuple(int(side) for side in entry["shape"]) for name, entry in header.items()}
    wanted = max((int(end) for _, end in (entry["data_offsets"] for entry in header.values())), default=0)
    if wanted > there:
        raise ModelError(f"{path} is cut off: {there:,} of {wanted:,} bytes of weights are there; {_AGAIN}")
    return Tensors(shapes, said)


def _other_kind(start: bytes) -> str:
    if start.startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04")):
        return "a pickle, which may run code when it is opened"
    if start.startswith(b"GGUF"):
        return "a GGUF file"
    if start.startswith((b"version ", b"<!DOCTYP", b"<html")):
        return "a text that stands in for the file (the download did not bring the weights)"
    return ""
