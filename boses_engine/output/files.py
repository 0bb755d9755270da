"""The files of a finished run."""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import FOLDER, avatar_path
from boses_engine.errors import InputError
from boses_engine.output.gallery import pictures_in, render_gallery
from boses_engine.store.export import export, replacing

PortraitOf = Callable[[str], bytes | None]  # person's id → the PNG file


def write_outputs(
    out: Path,
    group: Group,
    personas: Sequence[Persona],
    run: Mapping[str, object],
    portraits: PortraitOf | None = None,
) -> None:
    """Write personas.jsonl, personas.parquet, avatars, gallery.html and run.json to `out`, each whole or not at all.

    `portraits` gives the PNG files of those who have one; portraits of other people in the folder are removed.
    run.json is written last and an old one is removed first: where it exists, the files beside it belong to it. It
    holds the group, the number of people and all of `run`.

    Raises InputError when the folder cannot be written.
    """
    manifest = out / "run.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        manifest.unlink(missing_ok=True)
    except OSError as exc:
        raise InputError(
            f"cannot write to the folder {out}: {exc.strerror or exc}. Choose one that you may write to."
        ) from exc
    if portraits is not None:
        _remove_portraits_of_others(out, personas)
        write_portraits(out, personas, portraits)
    export(personas, out / "personas.jsonl", "jsonl")
    export(personas, out / "personas.parquet", "parquet")
    _write_text(out / "gallery.html", render_gallery(group, personas, run, pictures_in(out)))
    report = {"group": group.model_dump(), "personas": len(personas), **run}
    _write_text(manifest, json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def write_portraits(out: Path, personas: Sequence[Persona], portraits: PortraitOf) -> list[Path]:
    """Write the portraits of those who have one under their ids; gives the files.

    Raises InputError when the folder cannot be written.
    """
    written = []
    for person in personas:
        png = portraits(person.id)
        if png is None:
            continue
        path = out / avatar_path(person.id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise InputError(f"cannot write to the folder {path.parent}: {exc.strerror or exc}.") from exc
        with replacing(path) as temporary:
            temporary.write_bytes(png)
        written.append(path)
    return written


def _remove_portraits_of_others(out: Path, personas: Sequence[Persona]) -> None:
    """An earlier run's portraits in the same folder are nobody's any more."""
    shown = {person.id for person in personas}
    with contextlib.suppress(OSError):
        for old in (out / FOLDER).glob("p-*.png"):
            if old.stem not in shown:
                old.unlink()


def _write_text(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode())
