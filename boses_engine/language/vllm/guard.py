"""A process that ends vLLM's processes once the one that opened them is killed: by themselves they keep the GPU."""

import contextlib
import os
import signal
from multiprocessing import get_context
from typing import Protocol

import psutil

_LOOK_S = 1.0
MARK = "VLLM::"  # what vLLM calls its processes


class Line(Protocol):
    """What is heard of the owner: a word, or the end of the line."""

    def poll(self, seconds: float, /) -> bool:
        """Whether there is something to hear, waiting for it so long."""
        ...

    def recv(self) -> object:
        """The word; EOFError where the owner has gone without one."""
        ...


class Guard:
    """Watches over this process until it is released."""

    def __init__(self) -> None:
        context = get_context("spawn")
        heard, self._line = context.Pipe(duplex=False)
        watcher = context.Process(target=watch_over, args=(os.getpid(), heard, MARK), daemon=True, name="vLLM's guard")
        watcher.start()
        heard.close()

    def release(self) -> None:
        """Ends it; to be said once vLLM's processes have ended."""
        with contextlib.suppress(OSError):
            self._line.send("done")
            self._line.close()


def watch_over(owner: int, heard: Line, mark: str) -> None:
    """Kills what of the owner's processes bears the mark, once the owner is gone without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner
    seen: set[psutil.Process] = set()
    while not heard.poll(_LOOK_S):
        with contextlib.suppress(psutil.Error):
            seen |= set(psutil.Process(owner).children(recursive=True))
    with contextlib.suppress(EOFError):
        heard.recv()
        return
    for process in seen:
        with contextlib.suppress(psutil.Error):
            if mark in " ".join(process.cmdline()):
                process.kill()
