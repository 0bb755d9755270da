"""`boses generate` with the double of the text model: the command itself, only the weights exchanged (the embedding
model's too, so that tests do not depend on what lies in the models folder).

As a program: `python -m support.run_double GROUP.yaml OUT SEED [--moments DESCRIPTOR] [--paint] [--json] …` with
`tests` on the import path. Its moments are those of `support.moments`, and

    answering 3/wants           the model is at work on a field of person 3
    paint SEED                  the painter is at work
    os.rename gallery.html      a file of the results, or of the store, is about to be named (os.link, os.remove)
    ended 0                     the command has ended, with that status
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.library.encoder import DoubleEncoder
from support.moments import Announce, Moments, announce_files, announcing


def double_engine(
    model: DoubleModel,
    announce: Announce | None = None,
    painter: DoublePainter | None = None,
    *,
    portraits: bool = False,
) -> type[Engine]:
    """An `Engine` class for the commands to use, which takes this model whatever is named.

    It paints with the painter; without one, and without `portraits`, nothing. It announces its moments, where told to.
    """

    class DoubleEngine(Engine):
        def __init__(self, *args: Any, **kwargs: Any):
            given: dict[str, Any] = {"model": model, "encoder": DoubleEncoder()}
            if painter is not None:
                given["avatar_model"] = painter
            elif not portraits:
                given["avatars"] = False
            super().__init__(*args, **kwargs | given)

    return DoubleEngine if announce is None else announcing(DoubleEngine, announce)


def double_model(announce: Announce, delay_s: float = 0.0) -> DoubleModel:
    """A model that announces each field that it is at work on."""

    def spoil(request: Request, text: str) -> str:
        announce("answering", request.key)
        return text

    return DoubleModel(delay_s=delay_s, spoil=spoil)


def double_painter(announce: Announce) -> DoublePainter:
    """A painter that announces each picture that it is at work on."""
    return DoublePainter(spoil=lambda _, seed: announce("paint", seed))


def run_double(
    group: Path,
    out: Path,
    seed: int,
    *options: str,
    model: DoubleModel | None = None,
    announce: Announce | None = None,
    painter: DoublePainter | None = None,
) -> int:
    """Runs `generate` in this process on BOSES_HOME; gives its exit status. `options` are further ones of it."""
    status = 0
    command = ["boses", "generate", str(group), "--out", str(out), "--seed", str(seed), *options]
    engine = double_engine(model or DoubleModel(), announce, painter)
    with patch("boses_engine.engine.Engine", engine), patch.object(sys, "argv", command):
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    return status


def main(arguments: list[str]) -> int:
    """The program."""
    parser = argparse.ArgumentParser(prog="support.run_double")
    parser.add_argument("group", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--moments", type=int, help="the descriptor of a socket to announce moments on")
    parser.add_argument("--paint", action="store_true", help="portraits by the double")
    given, options = parser.parse_known_args(arguments)
    announce = Moments.on(given.moments).stand
    announce_files(announce, Path(os.environ["BOSES_HOME"]), given.out)
    painter = double_painter(announce) if given.paint else None
    model = double_model(announce)
    status = run_double(given.group, given.out, given.seed, *options, model=model, announce=announce, painter=painter)
    announce("ended", status)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
