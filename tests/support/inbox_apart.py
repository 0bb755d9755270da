"""Taking in an inbox in processes of their own, with `tests` on the import path.

`python -m support.inbox_apart wait ROOT MARKET` says "ready", and "building" when it builds; after each it waits for a
line on stdin. At the end it prints the kind of outcome.

`python -m support.inbox_apart die` reads lines "STEP MARKET ROOT". For each it takes in that inbox in a child, which
dies, as by kill -9, just before that renaming of a file or folder, counted from 1; 0 is none. It prints "killed", or
the kind of outcome.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from boses_engine.domain.snapshot import Market, Snapshot
from boses_engine.snapshots.inbox import Build, take_in
from support.snapshot_files import build_by_hand


def _kind(root: Path, market: Any, build: Build) -> str:
    outcome = take_in(root, market, build, settle_s=0.0)
    return outcome.kind if outcome else "nothing"


def _wait(root: Path, market: str) -> None:
    def said(word: str) -> None:
        print(word, flush=True)
        sys.stdin.readline()

    def build(market: Market, folder: Path) -> Snapshot:
        said("building")
        return build_by_hand(market, folder)

    said("ready")
    print(_kind(root, market, build))


def _die(root: Path, market: str, step: int) -> None:
    done = 0

    def dying(rename: Any) -> Any:
        def renamed(*paths: Any, **options: Any) -> None:
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            rename(*paths, **options)

        return renamed

    with patch.object(os, "rename", dying(os.rename)), patch.object(os, "replace", dying(os.replace)):
        print(_kind(root, market, build_by_hand), flush=True)


def _children() -> None:
    for line in sys.stdin:
        step, market, root = line.rstrip("\n").split(" ", 2)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _die(Path(root), market, int(step))
                status = 0
            finally:
                os._exit(status)
        if how := os.waitpid(child, 0)[1]:
            print("killed" if os.WIFSIGNALED(how) else "failed", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "wait":
        _wait(Path(sys.argv[2]), sys.argv[3])
    else:
        _children()
