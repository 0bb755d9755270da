"""A snapshot as a file: canonical JSON under the name of its own content, checked whole whenever it is read.

The name is `<MARKET>/<version>.json`, the version `<date>-<hash>`: the date of the newest row (of the newest export
where no row has one), and the first 12 hex digits of the SHA-256 of the canonical JSON without the version. So equal
content has one name everywhere, and a name that was once cited never comes to mean something else.
"""

import contextlib
import hashlib
import json
import math
import re
import time
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from boses_engine.domain.snapshot import MARKETS, SNAPSHOT_FORMAT, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.files import DeviceError, open_file, replacing
from boses_engine.signature import require_signed
from boses_engine.snapshots.rules import broken_rules

VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})-([0-9a-f]{12})")
SIZE_MOST = 33_554_432  # bytes; a snapshot of a hundred signals has some 300,000

_ORDERED = {"steps"}  # the one map whose order says something: the steps follow one another
_STALE_S = 600  # a file that is being written is there for milliseconds
_PUT_BACK = "put a good copy back, or build it again with: snapshots build"


def versioned(snapshot: Snapshot, *, undated: date) -> Snapshot:
    """The snapshot under the version that its content gives it.

    Its date is the one its version begins with already, where the builder knew that of the newest row; else, and if
    that is later, the last day of its signals; `undated` where neither is known.
    """
    days = [signal.period.last for signal in snapshot.signals if signal.period is not None]
    with contextlib.suppress(ValueError):
        days.append(date.fromisoformat(snapshot.version[:10]))
    day = max(days, default=undated)
    return snapshot.model_copy(update={"version": f"{day.isoformat()}-{content_hash(snapshot)}"})


def newest_export(folder: Path) -> date:
    """The UTC date of the newest file under a folder of exports, for a snapshot whose rows have no dates."""
    times = [path.stat().st_mtime for path in folder.rglob("*") if path.is_file()]
    return datetime.fromtimestamp(max(times, default=0.0), UTC).date()


def content_hash(snapshot: Snapshot) -> str:
    """The first 12 hex digits of the SHA-256 of all of the content but the version."""
    return hashlib.sha256(_encode(snapshot.model_dump(mode="json", exclude={"version"}))).hexdigest()[:12]


def canonical(snapshot: Snapshot) -> bytes:
    """The one form in which a snapshot is written: UTF-8 JSON, sorted keys, indented by one, a newline at the end."""
    return _encode(snapshot.model_dump(mode="json"))


def path_of(snapshot: Snapshot, root: Path) -> Path:
    """Where a snapshot lies under the folder of all snapshots."""
    return root / snapshot.market / f"{snapshot.version}.json"


def day_of(version: str) -> date | None:
    """The date in a version, None where it is no version."""
    found = VERSION.fullmatch(version)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def write_snapshot(snapshot: Snapshot, root: Path) -> Path:
    """Write a snapshot to its place under `root`, whole or not at all; gives the path.

    The bytes are checked as if they had been read before they appear under their name. A good file that is there
    already stays as it is; a damaged one is replaced.

    :raises SnapshotError: the snapshot breaks a rule, or the place cannot be written.
    """
    check_rules(snapshot)
    path = path_of(snapshot, root)
    data = canonical(snapshot)
    parse_snapshot(data, path)
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return path
    _put(path, data)
    return path


def write_text(path: Path, text: str) -> None:
    """Write a text that goes with snapshots, whole or not at all; raises SnapshotError where that is not possible."""
    _put(path, text.encode())


def check_rules(snapshot: Snapshot) -> None:
    """Refuse a snapshot that was built but breaks a rule; raises SnapshotError, which names the first."""
    if problems := broken_rules(snapshot):
        raise SnapshotError(
            f"the snapshot built for {snapshot.market} breaks a rule and is not kept: {_first(problems)}. Look at the "
            "rows it was built from; if they are good, this is a fault of the builder."
        )


def read_snapshot(path: Path, signed_by: str | None = None) -> Snapshot:
    """The snapshot in a file, once everything about it holds: form, market, name, hash and rules.

    :raises SnapshotError: one message that names the file, what is wrong with it, and what to do.
    :raises SignatureError: it is not signed by the public key `signed_by`, where one is given.
    """
    data = _read(path)
    snapshot = parse_snapshot(data, path)
    if signed_by:
        require_signed(path, signed_by, data)
    return snapshot


@lru_cache(maxsize=len(MARKETS))  # its rules take a fifth of a second
def parse_snapshot(data: bytes, path: Path) -> Snapshot:
    """What `read_snapshot` gives for a file of these bytes at `path`."""
    if not data:
        _refuse(path, "is empty")
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as exc:
        _refuse(path, f"is not UTF-8 text (byte {exc.start})", exc)
    except json.JSONDecodeError as exc:
        _refuse(path, f"is not whole JSON (line {exc.lineno}: {exc.msg})", exc)
    except RecursionError as exc:
        _refuse(path, "is nested too deeply for a snapshot", exc)
    except ValueError as exc:
        _refuse(path, f"is not plain JSON ({exc})", exc)
    if not isinstance(content, dict):
        _refuse(path, "holds no snapshot: its JSON is not an object")
    _check_format(path, content.get("format"))
    try:
        snapshot = Snapshot.model_validate(content)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        _refuse(path, f"does not have the form of a snapshot ({where}: {first['msg'][:120]})", exc)
    _check_name(path, snapshot)
    if data != canonical(snapshot):
        _refuse(path, "was changed after it was written: this is not how the engine writes it")
    if problems := broken_rules(snapshot):
        _refuse(path, f"breaks a rule of snapshots: {_first(problems)}")
    return snapshot


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as exc:
        raise SnapshotError(
            f"cannot write {path}: {exc.strerror or exc}. Choose a folder that you may write to."
        ) from exc


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place in one step, on disk before it returns.

    Sweeps up what a process that was killed while doing this has left in the folder.
    """
    for left in path.parent.glob(".*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_S:
                left.unlink()
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def _read(path: Path) -> bytes:
    """The file's bytes; never waits for a pipe, never reads more than a byte over the limit."""
    try:
        with open_file(path) as file:
            data = file.read(SIZE_MOST + 1)
    except DeviceError as exc:
        _refuse(path, "is a device or pipe, not a file", exc)
    except FileNotFoundError as exc:
        raise SnapshotError(f"there is no snapshot {path}; see what there is with: snapshots list") from exc
    except IsADirectoryError as exc:
        raise SnapshotError(f"{path} is a folder; name a snapshot's file in it.") from exc
    except OSError as exc:
        raise SnapshotError(f"cannot read the snapshot {path}: {exc.strerror}; check its permissions.") from exc
    if len(data) > SIZE_MOST:
        _refuse(path, f"has over {SIZE_MOST >> 20} MiB, far more than a snapshot")
    return data


def _check_format(path: Path, found: object) -> None:
    if type(found) is int and 1 <= found <= SNAPSHOT_FORMAT:
        return
    if isinstance(found, int) and found > SNAPSHOT_FORMAT:
        raise SnapshotError(
            f"the snapshot {path} was made by a newer engine (format {found}, this one reads {SNAPSHOT_FORMAT}): "
            "update the engine, or build it again with: snapshots build"
        )
    _refuse(path, "does not say that it is a snapshot of a format this engine knows")


def _check_name(path: Path, snapshot: Snapshot) -> None:
    version = snapshot.version
    day = day_of(version)
    if day is None:
        _refuse(path, f"has the version {version[:40]!r}, which is no date and hash")
    if version != versioned(snapshot, undated=day).version:
        _refuse(path, f"was changed after it was written: its content is not that of version {version}")
    if path.name != f"{version}.json":
        raise SnapshotError(f"the snapshot {path} is version {version}: give it back its name, {version}.json")
    if path.parent.name in MARKETS and path.parent.name != snapshot.market:
        raise SnapshotError(
            f"the snapshot {path} is one of {snapshot.market} and lies with those of {path.parent.name}: "
            f"move it to {path.parent.parent / snapshot.market}"
        )


def _refuse(path: Path, what: str, cause: Exception | None = None) -> NoReturn:
    raise SnapshotError(f"the snapshot {path} {what}; {_PUT_BACK}") from cause


def _first(problems: list[str]) -> str:
    return problems[0] + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else "")


def _encode(content: dict[str, Any]) -> bytes:
    return (json.dumps(_sorted(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _sorted(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        names = value if key in _ORDERED else sorted(value)
        return {name: _sorted(value[name], name) for name in names}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a name is there twice in one object")
    return content


def _finite(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError(f"{text[:20]} is no number")
    return number
