"""SHA-256 of model files, remembered beside the data so that a gigabyte is not read again on every run."""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Literal

from boses_engine.errors import ModelError
from boses_engine.settings import Settings
from boses_engine.weights.manifest import Entry

State = Literal["ok", "missing", "wrong size", "wrong hash"]


def read_sha256(path: Path) -> str:
    """SHA-256 of the file's content in hex; about a second a gigabyte."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelError(f"cannot read {path}: {exc.strerror}") from exc


def sha256_of(path: Path, settings: Settings, remembered: bool = True) -> str:
    """The file's SHA-256 in hex; `remembered=False` reads the file whatever the memory says.

    The memory, `hashes.json` in the data folder, is keyed by path, size and modification time. It only saves
    time: a damaged or unwritable one is passed over.
    """
    status = path.stat()
    key = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    known = _recall(settings)
    if remembered and key in known:
        return known[key]
    digest = read_sha256(path)
    if known.get(key) != digest:
        others = {other: value for other, value in known.items() if not other.startswith(f"{path.resolve()}|")}
        _remember(settings, others | {key: digest})
    return digest


def verify(entry: Entry, settings: Settings, full: bool = True) -> State:
    """Whether an entry's file is there and is what the manifest says; `full=False` looks at its size only."""
    path = entry.path(settings)
    if not path.is_file():
        return "missing"
    if path.stat().st_size != entry.bytes:
        return "wrong size"
    if full and sha256_of(path, settings, remembered=False) != entry.sha256:
        return "wrong hash"
    return "ok"


def _recall(settings: Settings) -> dict[str, str]:
    try:
        content = json.loads((settings.home / "hashes.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: value for key, value in content.items() if isinstance(value, str) and len(value) == 64}


def _remember(settings: Settings, known: dict[str, str]) -> None:
    file = settings.home / "hashes.json"
    fresh = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        settings.home.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(fresh, file)
