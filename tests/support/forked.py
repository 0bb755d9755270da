"""Processes that start at once: forked from one that has the engine loaded, so that a test may have many of them."""

import atexit
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import forkserver
from pathlib import Path
from unittest.mock import patch

from support.moments import Watch, watching

TESTS = Path(__file__).resolve().parent.parent
PATHS = os.pathsep.join([str(TESTS), str(TESTS.parent)])
Main = Callable[[list[str]], int | None]  # takes the arguments of a command line


class Forked:
    """A process that runs a `main` of a module in `tests`, with the methods of `subprocess.Popen`."""

    def __init__(self, main: Main, arguments: list[str], env: dict[str, str], said: Path, end: socket.socket):
        said.write_bytes(b"")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["support.loaded"])
        with patch.dict(os.environ, PYTHONPATH=PATHS):
            forkserver.ensure_running()
        self._process = context.Process(target=_run, args=(main, arguments, env, os.getcwd(), said, end))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        atexit.register(self.kill)  # a test that fails may leave it

    @classmethod
    def watched(cls, main: Main, *arguments: object, said: Path, **env: object) -> tuple["Forked", Watch]:
        """The process with the watch that it stands still for; what it writes to stderr goes to the file `said`."""
        with watching() as (watch, end):
            whole = {**os.environ, **{name: str(value) for name, value in env.items()}}
            return cls(main, list(map(str, arguments)), whole, said, end), watch

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Sends it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """As `kill -9` does."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """As `kill` does."""
        self.send_signal(signal.SIGTERM)


def _run(main: Main, arguments: list[str], env: dict[str, str], cwd: str, said: Path, end: socket.socket) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    with said.open("ab") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(main([*arguments, "--moments", str(end.detach())]))


def _end_with_parent() -> None:
    """A test run that is killed leaves nothing behind."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
