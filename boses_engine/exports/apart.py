"""People from a file that somebody sent, read in a process of its own, within bounds of memory and time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boses_engine
from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.reading import CHECKED, REFUSED

LIMIT_S = 300.0  # on the wall: a busy machine takes its time


def read_apart(folder: Path, file: str, mapping: str | None = None) -> Iterator[Persona]:
    """The people of a file of the folder, all of which was checked before the first is given.

    Whatever else is in the folder may be read too (the brands beside a table); two files are left in it.

    :raises InputError: the file, or a row of it, does not fit; or its reader came to a bound.
    """
    words = ["-m", "boses_engine.exports.reading", str(folder), file, *([mapping] if mapping else [])]
    here = str(Path(boses_engine.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    # Whatever lies in the folder is nothing to be imported.
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(
            [sys.executable, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=False,
        )
        why = f"its reader ended by {signal.Signals(-done.returncode).name}" if done.returncode < 0 else ""
        why = why or (f"its reader ended with {done.returncode}" if done.returncode else "")
    except subprocess.TimeoutExpired:
        why = f"no end after {LIMIT_S:.0f} s"
    if (refused := folder / REFUSED).exists() and not why:
        raise InputError(refused.read_text(encoding="utf-8"))
    if why:
        raise InputError(f"{file} cannot be read ({why}): send fewer people at a time, or another file.")
    with (folder / CHECKED).open(encoding="utf-8") as lines:
        yield from map(Persona.model_validate_json, lines)
