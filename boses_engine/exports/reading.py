"""Reads a file of people, as a program of its own: a hostile file then costs that program its life, and nobody else.

    python -m boses_engine.exports.reading FOLDER FILE [MAPPING]

Only `exports.apart` starts it. The people go to CHECKED in the folder, a record a line; what speaks against the file to
REFUSED, and then nobody of it counts.
"""

import os
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError

CHECKED, REFUSED = "people.checked", "people.refused"
PEOPLE_MOST = 5_000  # of a file: they are stored at once, and nobody else writes meanwhile
MEMORY_MOST, WRITTEN_MOST = 2 << 30, 1 << 30  # bytes; of the memory the libraries only reserve the greater part
SECONDS_MOST = 120  # of the processor


def main(folder: str, file: str, mapping: str | None = None) -> None:
    """Reads the file within bounds."""
    from boses_engine.exports.incoming import read_mapping, read_people

    for what, most in (
        (resource.RLIMIT_AS, MEMORY_MOST),
        (resource.RLIMIT_FSIZE, WRITTEN_MOST),
        (resource.RLIMIT_CPU, SECONDS_MOST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.chdir(folder)  # so that messages name the file alone
    try:
        people = read_people(Path(file), read_mapping(Path(mapping)) if mapping else None)
        with Path(CHECKED).open("w", encoding="utf-8") as out:
            out.writelines(f"{person.model_dump_json()}\n" for person in _few(people, file))
    except InputError as exc:
        Path(REFUSED).write_text(str(exc), encoding="utf-8")
    except MemoryError:
        Path(REFUSED).write_text(f"{file} needs over {MEMORY_MOST >> 30} GiB of memory to be read: it is made to.")


def _few(people: Iterator[Persona], file: str) -> Iterator[Persona]:
    yield from islice(people, PEOPLE_MOST)
    if next(people, None) is not None:
        raise InputError(f"{file} has over {PEOPLE_MOST:,} people: send it in parts.")


if __name__ == "__main__":
    main(*sys.argv[1:])
