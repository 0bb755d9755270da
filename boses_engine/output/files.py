"""The files of a finished run."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.output.gallery import render_gallery
from boses_engine.store.export import export, replacing


def write_outputs(out: Path, group: Group, personas: Sequence[Persona], run: Mapping[str, object]) -> None:
    """Write personas.jsonl, personas.parquet, gallery.html and run.json to the folder `out`, each whole or not at all.

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
    export(personas, out / "personas.jsonl", "jsonl")
    export(personas, out / "personas.parquet", "parquet")
    _write_text(out / "gallery.html", render_gallery(group, personas, run, out))
    report = {"group": group.model_dump(), "personas": len(personas), **run}
    _write_text(manifest, json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _write_text(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode())
