"""A plan laid out in a folder, as ranges of people that are answered apart."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boses_engine import __version__
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.errors import InputError
from boses_engine.files import replacing

RANGE_MOST = 64  # people
_RANGES_EACH = 4  # of a worker, so that none waits long for the last one
_DIGITS = 6


@dataclass(frozen=True)
class Range:
    """Some people of a plan, and where they lie: `file` has their facts, `part` will have the answers."""

    number: int
    people: int
    file: Path
    part: Path

    @property
    def claim(self) -> Path:
        """The file that whoever works on the range holds."""
        return self.file.with_suffix(".claim")


@dataclass(frozen=True)
class Task:
    """What a worker has to answer in a range, and with which model."""

    group: Group
    seed: int
    model: str
    model_sha256: str
    slots: tuple[Slot, ...]


def lay_out(
    folder: Path, group: Group, seed: int, slots: Sequence[Slot], model: str, model_sha256: str, workers: int = 0
) -> list[Range]:
    """Writes a plan's people to a folder, as ranges for so many workers, or of the usual size where that is not known.

    A plan that lies there already stays as it is, however many workers it was laid out for.

    :raises InputError: another plan lies there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = [_range(file) for file in sorted(folder.glob("range-*.json"))]
    size = min(RANGE_MOST, -(-len(slots) // (workers * _RANGES_EACH))) if workers else RANGE_MOST
    size = there[0].people if there else max(1, size)
    head = {"engine": __version__, "group": group.model_dump(), "seed": seed, "model": model, "sha256": model_sha256}
    found = []
    for number, start in enumerate(range(0, len(slots), size)):
        people = slots[start : start + size]
        text = json.dumps(head | {"slots": [slot.model_dump(mode="json") for slot in people]}, ensure_ascii=False)
        key = hashlib.sha256(text.encode()).hexdigest()[:12]
        file = folder / f"range-{number:0{_DIGITS}}-{len(people)}-{key}.json"
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
        raise InputError(f"{folder} holds no ranges of a plan: give the folder that `generate --workers` named.")
    return found


def read_task(one: Range) -> Task:
    """What is to be answered in a range; raises as `parse_task` does."""
    return parse_task(one.file.read_text(encoding="utf-8"), one.file)


def parse_task(text: str, file: Path) -> Task:
    """What is to be answered, from the text of a range's file.

    :raises InputError: another version of the engine wrote it, or it is damaged.
    """
    try:
        held = json.loads(text)
        if held["engine"] != __version__:
            raise InputError(f"{file} is of engine {held['engine']}, this is {__version__}: use the same on all.")
        slots = tuple(map(Slot.model_validate, held["slots"]))
        return Task(Group.model_validate(held["group"]), held["seed"], held["model"], held["sha256"], slots)
    except (ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{file} is damaged: delete it and run `generate --workers` again.") from exc


def unanswered(found: Sequence[Range]) -> Iterator[Range]:
    """Those without a part."""
    return (one for one in found if not one.part.exists())


def _range(file: Path) -> Range:
    number, people, key = file.stem.removeprefix("range-").split("-")
    return Range(int(number), int(people), file, file.with_name(f"part-{number}-{key}.parquet"))
