"""Takes in an inbox in a process of its own: `python -m support.inbox_apart ROOT MARKET [STEP]`.

With STEP it dies, as by kill -9, just before that renaming of a file or folder, counted from 1. Prints the kind of
outcome. BUILD_S is how long the build takes.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from boses_engine.snapshots.inbox import take_in
from support.snapshot_files import build_by_hand


def main(root: Path, market: Any, step: int = 0) -> None:
    """See the module."""
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
        outcome = take_in(root, market, build_by_hand, settle_s=0.01)
    print(outcome.kind if outcome else "nothing")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
