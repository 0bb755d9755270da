"""`boses serve` with the double of the text model: the command itself, only the models exchanged, as in `run_double`.

As a program: `python -m support.serve_double HOME [--delay S] [--paint] [--paint-delay S] [--header-seconds S]
[--body-seconds S] …` with `tests` on the import path; further options are those of `serve`.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from unittest.mock import patch

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.language.double import DoubleModel
from boses_engine.server import guard
from boses_engine.server import serve as serving
from support.run_double import double_engine, made_up


def _main() -> None:
    parser = argparse.ArgumentParser(prog="support.serve_double")
    parser.add_argument("home", type=Path)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds a field takes")
    parser.add_argument("--paint", action="store_true", help="portraits by the double")
    parser.add_argument("--paint-delay", type=float, default=0.0, help="seconds a portrait takes")
    parser.add_argument("--header-seconds", type=float, default=serving.HEADER_SECONDS)
    parser.add_argument("--body-seconds", type=float, default=guard.BODY_SECONDS)
    given, options = parser.parse_known_args()
    os.environ["BOSES_HOME"] = str(given.home)
    model = DoubleModel(delay_s=given.delay, spoil=made_up)
    painter = DoublePainter(spoil=lambda *_: time.sleep(given.paint_delay)) if given.paint else None
    with (
        patch("boses_engine.engine.Engine", double_engine(model, painter=painter)),
        patch.object(serving, "HEADER_SECONDS", given.header_seconds),
        patch.object(guard, "BODY_SECONDS", given.body_seconds),
        patch.object(sys, "argv", ["boses", "serve", *options]),
    ):
        cli.main()


if __name__ == "__main__":
    _main()
