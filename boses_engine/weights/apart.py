"""Run `weights.llamacpp` in a process of its own, so that a stop is heeded and an abort of llama.cpp is survived."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

LOOK_EVERY_S = 0.2
# A backtrace would take llama.cpp a second and bury its reason; a GPU is neither needed nor waited for.
ENVIRONMENT = {"GGML_NO_BACKTRACE": "1", "CUDA_VISIBLE_DEVICES": ""}


def run_apart(*words: str, watch: Callable[[], None] | None = None, limit_s: float = float("inf")) -> str:
    """What llama.cpp has against it, in one line; "" when the work is done.

    `watch` is called several times a second meanwhile. An exception, Ctrl-C too, ends the other process first, and so
    does the end of this one, however that comes about.
    """
    command = [sys.executable, "-m", "boses_engine.weights.llamacpp", *words]
    give_up = time.monotonic() + limit_s
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command,
            env=os.environ | ENVIRONMENT,
            stdin=subprocess.PIPE,  # closed when this process is gone; see `weights.llamacpp`
            stdout=subprocess.DEVNULL,
            stderr=errors,
        ) as child,
    ):
        try:
            while child.poll() is None and time.monotonic() < give_up:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(LOOK_EVERY_S)
                if watch:
                    watch()
        finally:
            child.kill()
            child.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    if child.returncode == 0:
        return ""
    if said:  # without the folder llama.cpp was built in, and without the names of its functions
        return said[-1].rpartition("/src/")[2].rpartition("error loading model: ")[2]
    if time.monotonic() >= give_up:
        return f"no end after {limit_s:.0f} s"
    return f"ended by {signal.Signals(-child.returncode).name}" if child.returncode < 0 else "it gives no reason"
