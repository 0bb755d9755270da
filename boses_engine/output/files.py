"""The files of a finished run."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import FOLDER, avatar_path
from boses_engine.domain.report import RunReport
from boses_engine.errors import InputError
from boses_engine.exports.export import export
from boses_engine.files import replacing_output
from boses_engine.output.gallery import gallery_pages
from boses_engine.output.thumbnails import data_uri

_NAME_BYTES = 200  # of a folder's name, with room for what comes before and after; file systems take 255
PortraitOf = Callable[[str], bytes | None]  # person's id → the PNG file


def results_folder(group: str, seed: object) -> Path:
    """Where a group's results go unless another folder is named."""
    slug = "-".join("".join(c if c.isalnum() else " " for c in group.lower()).split()) or "group"
    short = slug.encode()[:_NAME_BYTES].decode(errors="ignore")
    return Path("results") / f"{short}-{seed}"


def write_outputs(
    out: Path,
    group: Group,
    personas: Sequence[Persona],
    run: RunReport,
    portraits: PortraitOf | None = None,
) -> None:
    """Write personas.jsonl, personas.parquet, avatars, the gallery and run.json to `out`, each whole or not at all.

    `portraits` gives the PNG files of those who have one; portraits of other people in the folder are removed.
    run.json is written last and an old one is removed first: where it exists, the files beside it belong to it. It
    holds the group, the number of people and all of `run`.

    Raises InputError when the folder cannot be written.
    """
    manifest = begin_folder(out, "run.json")
    for old in out.glob("gallery-*.html"):  # of a larger group that was here
        old.unlink()
    shown = set[str]()
    if portraits is not None:
        _remove_portraits_of_others(out, personas)
        shown = {person.id for person, _ in write_portraits(out, personas, portraits)}

    def picture(person: Persona) -> str | None:
        return data_uri((out / avatar_path(person.id)).read_bytes()) if person.id in shown else None

    export(personas, out / "personas.jsonl", "jsonl")
    export(personas, out / "personas.parquet", "parquet")
    for name, page in gallery_pages(group, personas, run, picture):
        write_text(out / name, page)
    report = {"group": group.model_dump(), "personas": len(personas), **run.model_dump(mode="json")}
    write_text(manifest, json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def begin_folder(out: Path, manifest: str) -> Path:
    """Makes a results folder and takes an old manifest away until the files beside it are new; gives its path.

    Raises InputError when the folder cannot be written.
    """
    path = out / manifest
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
    except OSError as exc:
        raise InputError(
            f"cannot write to the folder {out}: {exc.strerror or exc}. Choose one that you may write to."
        ) from exc
    return path


def write_portraits(out: Path, personas: Iterable[Persona], portraits: PortraitOf) -> Iterator[tuple[Persona, Path]]:
    """Write the portraits of those who have one under their ids; gives each person with the file.

    Raises InputError when the folder cannot be written.
    """
    for person in personas:
        png = portraits(person.id)
        if png is None:
            continue
        path = out / avatar_path(person.id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise InputError(f"cannot write to the folder {path.parent}: {exc.strerror or exc}.") from exc
        with replacing_output(path) as temporary:
            temporary.write_bytes(png)
        yield person, path


def _remove_portraits_of_others(out: Path, personas: Sequence[Persona]) -> None:
    """An earlier run's portraits in the same folder are nobody's any more."""
    shown = {person.id for person in personas}
    with contextlib.suppress(OSError):
        for old in (out / FOLDER).glob("p-*.png"):
            if old.stem not in shown:
                old.unlink()


def write_text(path: Path, text: str) -> None:
    """Writes a text, whole or not at all; raises InputError when the place cannot be written."""
    with replacing_output(path) as temporary:
        temporary.write_bytes(text.encode())
