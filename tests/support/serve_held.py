"""`boses serve` whose runs stand still, to be killed in the middle of one.

As a program: `python -m support.serve_held HOME` with `tests` on the import path. It writes "up" to stdout once it
listens, and "held" when a run first asks the model, which answers nothing before stdin has ended.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from boses_engine import cli
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from support.listening import announcing
from support.run_double import double_engine
from support.servers import TESTS


@contextmanager
def held_server(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """A server in a process of its own, from the time that it listens; at the end its runs go on and it ends."""
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    process = subprocess.Popen(
        [sys.executable, "-m", "support.serve_held", str(home)],
        env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        try:
            yield process
        finally:
            process.terminate()


def _main(home: str) -> None:
    told: list[str] = []

    def held(request: Request, text: str) -> str:
        if not told:
            told.append("held")
            print("held", flush=True)
            sys.stdin.read()
        return text

    os.environ["BOSES_HOME"] = home
    with (
        patch("boses_engine.engine.Engine", double_engine(DoubleModel(spoil=held))),
        announcing(lambda _: print("up", flush=True)),
        patch.object(sys, "argv", ["boses", "serve", "--port", "0"]),
    ):
        cli.main()


if __name__ == "__main__":
    _main(sys.argv[1])
