"""Two machines of a Ray cluster on one: network namespaces that a cable joins, or, where none may be made, two
addresses of the loopback."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

_STARTED = b"Ray runtime started."
_LOOK_S = 0.2


@dataclass(frozen=True)
class Machine:
    """Where a node runs: its address, and what a command line begins with there."""

    address: str
    there: tuple[str, ...] = ()


@contextlib.contextmanager
def two_machines(name: str) -> Iterator[tuple[Machine, Machine]]:
    """Two machines that reach each other and nothing else, named after `name` (short: names of devices are)."""
    spaces = f"{name}-a", f"{name}-b"
    try:
        cables = [f"veth-{space}"[:15] for space in spaces]
        for space in spaces:
            _ip("netns", "add", space)
            _ip("-n", space, "link", "set", "lo", "up")
        pair = cables[0], "netns", spaces[0], "type", "veth", "peer", "name", cables[1], "netns", spaces[1]
        _ip("link", "add", *pair)
        machines = []
        for at, (space, cable) in enumerate(zip(spaces, cables, strict=True), 1):
            _ip("-n", space, "addr", "add", f"10.77.0.{at}/24", "dev", cable)
            _ip("-n", space, "link", "set", cable, "up")
            machines.append(Machine(f"10.77.0.{at}", ("ip", "netns", "exec", space)))
    except (OSError, subprocess.CalledProcessError):
        machines = [Machine("127.0.0.3"), Machine("127.0.0.4")]
    try:
        yield machines[0], machines[1]
    finally:
        for space in spaces:
            with contextlib.suppress(OSError, subprocess.CalledProcessError):
                _ip("netns", "del", space)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def environment(token: Path) -> dict[str, str]:
    """What nodes and whoever joins them run with: the cluster's token, and nothing told to anybody."""
    path = os.pathsep.join(each for each in sys.path if each)
    closed = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN_PATH": str(token), "RAY_USAGE_STATS_ENABLED": "0"}
    return dict(os.environ) | closed | {"PYTHONPATH": path}


@contextlib.contextmanager
def node(machine: Machine, around: Mapping[str, str], log: Path, *words: str) -> Iterator[psutil.Process]:
    """A node of Ray that has started, until it is removed or the block ends; all its processes are under this one."""
    ray = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block"]
    command = [*machine.there, *ray, f"--node-ip-address={machine.address}", *words]
    with log.open("wb") as said:
        started = subprocess.Popen(
            command, env=dict(around), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    process = psutil.Process(started.pid)
    try:
        while _STARTED not in log.read_bytes():
            assert started.poll() is None, log.read_text()
            time.sleep(_LOOK_S)
        yield process
    finally:
        if started.poll() is None:
            remove(process)
        started.wait()


def remove(process: psutil.Process) -> None:
    """Takes a node away with all that runs on it, at once."""
    for each in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()


def actors(process: psutil.Process) -> list[psutil.Process]:
    """The processes of actors under a process."""
    found = []
    for each in process.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "ray::_Worker" in " ".join(each.cmdline()):
                found.append(each)
    return found


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
