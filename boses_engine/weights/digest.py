"""SHA-256 of model files and folders, remembered beside the data: a gigabyte is not read again on every run."""

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Literal

from boses_engine.errors import ModelError
from boses_engine.files import make_private, open_file, replacing
from boses_engine.settings import Settings
from boses_engine.weights.manifest import Entry

State = Literal["ok", "missing", "wrong size", "wrong hash"]


def read_sha256(path: Path) -> str:
    """SHA-256 of the file's content in hex; about a second a gigabyte."""
    try:
        with open_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelError(f"cannot read {path}: {exc.strerror}") from exc


def files_of(folder: Path) -> list[Path]:
    """The files of a model's folder in the order of their paths, without hidden ones and texts about it (*.md)."""
    inside = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return sorted(path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def size_of(path: Path) -> int:
    """Bytes of a file, or of all that counts in a folder."""
    return sum(file.stat().st_size for file in files_of(path)) if path.is_dir() else path.stat().st_size


def sha256_of(path: Path, settings: Settings, remembered: bool = True) -> str:
    """The file's SHA-256 in hex; `remembered=False` reads the file whatever the memory says.

    Of a folder: that of its list of files as `sha256sum` prints it, relative paths in their order.

    The memory, `hashes.json` in the data folder, is keyed by path, size, inode, and the times of the last change of
    content and of status, which nobody can set back. It only saves time: a damaged or unwritable one is passed over.
    """
    if path.is_dir():
        lines = (
            f"{sha256_of(file, settings, remembered)}  {file.relative_to(path).as_posix()}\n" for file in files_of(path)
        )
        return hashlib.sha256("".join(lines).encode()).hexdigest()
    status = path.stat()
    key = f"{path.resolve()}|{status.st_size}|{status.st_ino}|{status.st_mtime_ns}|{status.st_ctime_ns}"
    known = _recall(settings)
    if remembered and key in known:
        return known[key]
    digest = read_sha256(path)
    if known.get(key) != digest:
        others = {other: value for other, value in known.items() if not other.startswith(f"{path.resolve()}|")}
        _remember(settings, others | {key: digest})
    return digest


def verify(entry: Entry, settings: Settings, full: bool = True) -> State:
    """Whether an entry's file or folder is there and is what the manifest says; `full=False` looks at its size only."""
    path = entry.path(settings)
    if not path.exists() or (path.is_dir() and entry.role == "language"):
        return "missing"
    if size_of(path) != entry.bytes:
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
    with contextlib.suppress(OSError):
        make_private(settings.home)
        with replacing(file) as fresh:
            fresh.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
