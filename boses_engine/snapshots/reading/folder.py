"""A folder of exports: which files there are, what kind of source and platform each is, which one is skipped."""

import difflib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from boses_engine.domain.snapshot import SourceKind
from boses_engine.snapshots.reading.hints import HINTS_NAME, Hints, read_hints
from boses_engine.snapshots.reading.opening import source_error, telling

FORMATS = ("csv", "tsv", "xlsx", "json", "jsonl", "ndjson", "parquet")

_KINDS: dict[str, SourceKind] = {
    "marketplace": "marketplace",
    "marketplaces": "marketplace",
    "appstore": "app store",
    "app_store": "app store",
    "app store": "app store",
    "app-store": "app store",
    "playstore": "app store",
    "reddit": "reddit",
    "service": "service",
    "services": "service",
    "mixed": "mixed",
}
_PLATFORMS = {  # as a part of a file's name; the longer one first where one holds the other
    "zalopay": "Zalopay",
    "zalo": "Zalo",
    "tiktok": "TikTok",
    "shopee": "Shopee",
    "lazada": "Lazada",
    "tokopedia": "Tokopedia",
    "bukalapak": "Bukalapak",
    "blibli": "Blibli",
    "sendo": "Sendo",
    "tiki": "Tiki",
    "gcash": "GCash",
    "maya": "Maya",
    "gojek": "Gojek",
    "grab": "Grab",
    "momo": "MoMo",
    "thegioididong": "Thế Giới Di Động",
    "reddit": "Reddit",
}
_BESIDE = (".md", ".yaml", ".yml")
_BESIDE_NAMES = ("readme", "licence", "license", "notice", "provenance")
_REMEDIES = {
    ".xls": "save it as .xlsx",
    ".zip": "unzip it",
    ".txt": "name it .csv (one text a line) or .tsv",
    ".tar": "unpack it",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One export in the folder."""

    path: Path
    name: str  # relative to the folder, with "/" between
    format: str
    kind: SourceKind
    platform: str
    size: int  # bytes, as it lies there
    hints: Hints


def find_exports(folder: Path, hints: Path | None = None) -> list[Found]:
    """The exports under `folder` in the order of their names; those with `skip: true` are left out.

    `hints` takes the place of the folder's own sources.yaml. Documents beside the data (Markdown, YAML, README,
    LICENSE) and hidden files are no exports. Raises SourceError for a folder that is missing or holds no export, for a
    file of another format, and for hints about a file that is not there.
    """
    if not folder.exists():
        raise source_error(folder, "there is no such folder; check the path")
    if not folder.is_dir():
        raise source_error(folder, "is a file; give the folder that it lies in")
    own = folder / HINTS_NAME
    hints_path = hints or (own if own.exists() else None)
    if own.exists():
        _check_inside(folder, own)
    told = read_hints(hints_path) if hints_path else {}
    names = _names(folder)
    for name in told:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            advice = f"did you mean {near[0]}?" if near else "take it out, or put the file there"
            raise source_error(hints_path or own, f"speaks of {name}, which is not in {folder}; {advice}")
    found = [_found(folder, name, told.get(name, Hints())) for name in names if not told.get(name, Hints()).skip]
    if not found:
        kinds = ", ".join(FORMATS)
        raise source_error(folder, f"holds no export; put files of these formats into it: {kinds} (also .gz)")
    return found


def _names(folder: Path) -> list[str]:
    """The paths of all exports under a folder, without hidden files and what only goes with an export."""

    def refuse(exc: OSError) -> None:
        with telling(Path(exc.filename or folder)):
            raise exc

    names = []
    for top, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in files:
            path = Path(top, file)
            stem = file.lower().partition(".")[0]
            beside = file.startswith(".") or path.suffix.lower() in _BESIDE or stem in _BESIDE_NAMES
            if not beside:
                names.append(path.relative_to(folder).as_posix())
    return sorted(names)


def _check_inside(folder: Path, path: Path) -> None:
    """Raises SourceError for a link to a file elsewhere, which whoever filled the folder may not be meant to read."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise source_error(path, "is a link out of the folder; put the file itself there")


def _found(folder: Path, name: str, hints: Hints) -> Found:
    """An export with its kind and platform, by its hints or by its folders and name."""
    path = folder / name
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = next((one for one in reversed(suffixes) if one != ".gz"), "")
    if suffix.lstrip(".") not in FORMATS:
        remedy = _REMEDIES.get(suffix, "convert it to CSV")
        problem = f"is no format that can be read ({', '.join(FORMATS)}, also .gz); {remedy}, or take it out"
        raise source_error(path, problem)
    folders = [part.lower() for part in Path(name).parts[:-1]]
    kind = hints.kind or next((_KINDS[part] for part in reversed(folders) if part in _KINDS), "mixed")
    lower = path.name.lower()
    platform = next((shown for part, shown in _PLATFORMS.items() if part in lower), "")
    with telling(path):
        status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise source_error(path, "is a device or pipe, not a file; move it out of the folder")
    _check_inside(folder, path)
    return Found(
        path=path,
        name=name,
        format=suffix.lstrip("."),
        kind=kind,  # type: ignore[arg-type]  # hints hold only kinds of SourceKind
        platform=platform if hints.platform is None else hints.platform.removeprefix("none"),
        size=status.st_size,
        hints=hints,
    )
