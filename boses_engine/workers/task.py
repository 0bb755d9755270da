"""A job laid out in a folder, as ranges that are answered apart."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from boses_engine import __version__
from boses_engine.errors import InputError
from boses_engine.files import replacing
from boses_engine.workers.jobs import Job

_RANGES_EACH = 4  # of a worker, so that none waits long for the last one
_DIGITS = 6


@dataclass(frozen=True)
class Range:
    """A piece of a job, and where it lies: `file` has what is to be done, `part` will have the answers."""

    number: int
    size: int  # people, or reasons of a study
    file: Path
    part: Path

    @property
    def claim(self) -> Path:
        """The file that whoever works on the range holds."""
        return self.file.with_suffix(".claim")


class Task(BaseModel):
    """What a worker has to do in a range, and with which engine and model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: str
    model: str
    model_sha256: str
    job: Job


def lay_out(folder: Path, job: Job, model: str, model_sha256: str, workers: int = 0) -> list[Range]:
    """Writes a job to a folder, as ranges for so many workers, or of the usual size where that is not known.

    A job that lies there already stays as it is, however many workers it was laid out for.

    :raises InputError: another job lies there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = [_range(file) for file in sorted(folder.glob("range-*.json"))]
    size = min(job.most, -(-job.size // (workers * _RANGES_EACH))) if workers else job.most
    size = there[0].size if there else max(1, size)
    found = []
    for number, start in enumerate(range(0, job.size, size)):
        piece = job.cut(start, start + size)
        text = Task(engine=__version__, model=model, model_sha256=model_sha256, job=piece).model_dump_json()
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        file = folder / f"range-{number:0{_DIGITS}}-{piece.size}-{key}.json"
        if there and file != there[min(number, len(there) - 1)].file:
            raise InputError(f"{folder} holds the ranges of another plan, model or engine: give an empty folder.")
        if not file.exists():
            with replacing(file) as path:
                path.write_text(text, encoding="utf-8")
        found.append(_range(file))
    return found


def ranges(folder: Path) -> list[Range]:
    """The ranges of a folder, in their order.

    :raises InputError: there is none.
    """
    found = [_range(file) for file in sorted(folder.glob("range-*.json"))]
    if not found:
        raise InputError(f"{folder} holds no ranges: give the folder that --ranges of `generate` or `ask` named.")
    return found


def read_task(one: Range) -> Task:
    """What is to be done in a range; raises as `parse_task` does."""
    try:
        return parse_task(one.file.read_text(encoding="utf-8"), one.file)
    except UnicodeDecodeError as exc:
        raise InputError(f"{one.file} is damaged: delete it and give the command that laid it out again.") from exc


def parse_task(text: str, file: Path) -> Task:
    """What is to be done, from the text of a range's file.

    :raises InputError: another version of the engine wrote it, or it is damaged.
    """
    try:
        engine = json.loads(text)["engine"]
        if engine != __version__:
            raise InputError(f"{file} is of engine {engine}, this is {__version__}: use the same on all.")
        return Task.model_validate_json(text)
    except (ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{file} is damaged: delete it and give the command that laid it out again.") from exc


def unanswered(found: Sequence[Range]) -> Iterator[Range]:
    """Those without a part."""
    return (one for one in found if not one.part.exists())


def _range(file: Path) -> Range:
    number, size, key = file.stem.removeprefix("range-").split("-")
    return Range(int(number), int(size), file, file.with_name(f"part-{number}-{key}.parquet"))
