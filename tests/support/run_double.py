"""`boses generate` with the double of the text model: the command itself, only the weights exchanged (the embedding
model's too, so that tests do not depend on what lies in the models folder).

As a program: `python -m support.run_double GROUP.yaml OUT SEED [--delay S] [--trace FILE] [--paint] [--json] …` with
`tests` on the import path. The trace gets a line "slot stage key" an event, each on its way to the disk before the
run goes on, so that whoever watches the file knows what the run is doing:

    - start RUN_ID             before the first person
    3 identity wants           a field is answered; "." for the key: the stage stands
    3 stored p-0123456789ab    the person is in the store ("3 failed .": they could not be written; "3 reused p-…")
    - painting 5               all text stands, so many portraits are painted now
    3 painted p-0123456789ab   the portrait is in the store ("3 unpainted .": there is none)
    - writing complete         all people were tried, the results folder is being written
    - written 0                the command has ended, with that status
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.language.constraint import Pattern
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaFailed,
    PersonaReused,
    PortraitDone,
    PortraitFailed,
    PortraitsStarted,
    RunFinished,
    RunStarted,
    StageDone,
)

_GAP = re.compile(r"\(\?:\[a-z.*?\{\d+,\}")  # what `pipeline.fields.gap_pattern` gives
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


def made_up(request: Request, text: str) -> str:
    """The answer with made-up words in its gaps, for `DoubleModel(spoil=made_up)`.

    The double's own clauses have too few endings for a group of more than one or two people: no run of eight words
    may stand twice in a group.
    """
    rng = np.random.default_rng(request.seed)

    def clause() -> str:
        return " ".join("".join(rng.choice(_SYLLABLES, size=int(rng.integers(2, 5)))) for _ in range(8))

    assert isinstance(request.constraint, Pattern)
    first, *rest = (re.sub(r"\\(.)", r"\1", piece) for piece in _GAP.split(request.constraint.regex))
    return first + "".join(clause() + piece for piece in rest)


class Trace:
    """Appends lines to a file, each with one write; to nothing when `path` is None."""

    def __init__(self, path: Path | None):
        self._descriptor = None if path is None else os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def line(self, *parts: object) -> None:
        if self._descriptor is not None:
            os.write(self._descriptor, f"{' '.join(map(str, parts))}\n".encode())

    def event(self, event: Event) -> None:
        match event:
            case RunStarted():
                self.line("-", "start", event.run_id)
            case FieldAnswered():
                self.line(event.slot, event.stage, event.key)
            case StageDone():
                self.line(event.slot, event.stage, ".")
            case PersonaDone():
                self.line(event.slot, "stored", event.persona.id)
            case PersonaReused():
                self.line(event.slot, "reused", event.persona.id)
            case PersonaFailed():
                self.line(event.slot, "failed", ".")
            case PortraitsStarted():
                self.line("-", "painting", event.people)
            case PortraitDone():
                self.line(event.slot, "painted", event.persona_id)
            case PortraitFailed():
                self.line(event.slot, "unpainted", ".")
            case RunFinished():
                self.line("-", "writing", event.status)


def double_engine(
    model: DoubleModel, trace: Trace | None = None, painter: DoublePainter | None = None, *, portraits: bool = False
) -> type[Engine]:
    """An `Engine` class for the commands to use, which takes this model whatever is named.

    It paints with the painter; without one, and without `portraits`, nothing.
    """

    class DoubleEngine(Engine):
        def __init__(self, *args: Any, **kwargs: Any):
            given: dict[str, Any] = {"model": model, "encoder": DoubleEncoder()}
            if painter is not None:
                given["avatar_model"] = painter
            elif not portraits:
                given["avatars"] = False
            super().__init__(*args, **kwargs | given)

        def generate(self, group: Group, **kwargs: Any) -> Iterator[Event]:
            for event in super().generate(group, **kwargs):
                if trace is not None:
                    trace.event(event)
                yield event

    return DoubleEngine


def run_double(
    group: Path,
    out: Path,
    seed: int,
    *options: str,
    model: DoubleModel | None = None,
    trace: Path | None = None,
    painter: DoublePainter | None = None,
) -> int:
    """Runs `generate` in this process on BOSES_HOME; gives its exit status. `options` are further ones of it."""
    lines = Trace(trace)
    status = 0
    command = ["boses", "generate", str(group), "--out", str(out), "--seed", str(seed), *options]
    with (
        patch("boses_engine.engine.Engine", double_engine(model or DoubleModel(spoil=made_up), lines, painter)),
        patch.object(sys, "argv", command),
    ):
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    lines.line("-", "written", status)
    return status


def _main() -> int:
    parser = argparse.ArgumentParser(prog="support.run_double")
    parser.add_argument("group", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds a field takes")
    parser.add_argument("--trace", type=Path)
    parser.add_argument("--paint", action="store_true", help="portraits by the double")
    parser.add_argument("--paint-delay", type=float, default=0.0, help="seconds a portrait takes")
    given, options = parser.parse_known_args()
    model = DoubleModel(delay_s=given.delay, spoil=made_up)
    painter = DoublePainter(spoil=lambda *_: time.sleep(given.paint_delay)) if given.paint else None
    return run_double(given.group, given.out, given.seed, *options, model=model, trace=given.trace, painter=painter)


if __name__ == "__main__":
    sys.exit(_main())
