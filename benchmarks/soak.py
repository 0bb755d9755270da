"""`python -m benchmarks.soak`: a server under clients for half an hour: how soon it answers, what grows, what is lost.

A real server (with `--double` one whose model is the tests' double) makes group after group while clients, each with a
token of its own, read, list, export, listen to events, and make, change, generate, cancel and delete groups of their
own project. At its end all people of all complete groups are counted, and the store is opened anew and counted again.
"""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import psutil

from benchmarks.server import API, MADE, PATIENCE_S, Caller

_PROJECTS = 10
_LOOK_S = 5.0  # between two looks at the server's memory
_EXPECTED = {200, 201, 202, 204, 404, 409, 429}  # 404 and 409: another client of the project was first


@dataclass
class Met:
    """What the clients met, of all of them together."""

    gets: list[tuple[str, float]] = field(default_factory=list)  # what was got, and seconds; streams left out
    statuses: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, int, int, int]] = field(default_factory=list)  # seconds, bytes, open files, threads


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--every", type=float, default=1.0, help="seconds from request to request of a client")
    parser.add_argument("--people", type=int, default=3, help="of each group that is made")
    parser.add_argument("--double", action="store_true", help="the tests' double in place of a model")
    parser.add_argument("--model", help="a model's name in the manifest, or a GGUF file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        found = soak(Path(folder), asked)
    print(json.dumps(found, indent=1))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def soak(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """The figures of one run: times in milliseconds, memory in MiB."""
    met, over = Met(), threading.Event()
    with _server(folder, asked) as (owner, process):
        projects = [owner.json("POST", f"{API}/projects", {"name": f"Soak {at}"}) for at in range(_PROJECTS)]
        callers = []
        for at in range(asked.clients):
            project = projects[at % _PROJECTS]["id"]
            token = owner.json("POST", f"{API}/tokens", {"name": f"client {at}", "project_id": project})["token"]
            callers.append((Caller(owner.host, owner.port, token), f"{API}/projects/{project}/persona-groups"))
        threads = [
            threading.Thread(target=_client, args=(caller, groups, asked, random.Random(at), met, over))
            for at, (caller, groups) in enumerate(callers)
        ]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        while (left := 60 * asked.minutes - (time.perf_counter() - began)) > 0 and process.is_running():
            met.memory.append((time.perf_counter() - began, *_size(process)))
            time.sleep(min(left, _LOOK_S))
        over.set()
        for thread in threads:
            thread.join(PATIENCE_S)
        owner.hang_up()  # the server has ended a connection that was quiet for so long
        ready = owner("GET", "/readyz")[0]
        _drain(owner, projects)
        before = _count(owner, projects)
        met.memory.append((time.perf_counter() - began, *_size(process)))
    with _server(folder, asked) as (owner, _):
        after = _count(owner, projects)
    return _figures(asked, met, ready, before, after)


def _client(
    caller: Caller, groups: str, asked: argparse.Namespace, chance: random.Random, met: Met, over: threading.Event
) -> None:
    """One client: it reads most of the time, and sometimes changes something, until it is over."""
    over.wait(chance.uniform(0, asked.every))
    while not over.is_set():
        began = time.perf_counter()
        try:
            method, path, body = _next(caller, groups, asked.people, chance)
            began = time.perf_counter()
            status, _ = caller(method, path, body)
        except (OSError, http.client.HTTPException, ValueError) as exc:
            met.failures[type(exc).__name__] += 1
        else:
            met.statuses[f"{method} {status}"] += 1
            if status not in _EXPECTED:
                met.failures[f"{method} {status}"] += 1
            elif method == "GET" and not path.endswith("/events"):
                met.gets.append((_kind(path), time.perf_counter() - began))
        over.wait(max(began + asked.every - time.perf_counter(), 0))


def _next(caller: Caller, groups: str, people: int, chance: random.Random) -> tuple[str, str, object]:
    """What a client asks next, of a group that it may find in its project."""
    found = json.loads(caller("GET", f"{groups}?page_size=100")[1]).get("items", [])
    path = f"{groups}/{chance.choice(found)['id']}" if found else groups
    what = chance.random()
    if not found or what < 0.04:
        name = f"Group {chance.randrange(10**9)}"
        return "POST", groups, {**MADE, "name": name, "persona_count": people}
    if what < 0.07:
        return "POST", f"{path}/generate", {}
    if what < 0.08:
        return "POST", f"{path}/cancel", None
    if what < 0.09:
        return "PATCH", path, {"name": f"Changed {chance.randrange(10**9)}"}
    if what < 0.10:
        return "DELETE", path, None
    if what < 0.13:
        return "GET", f"{path}/export?format={chance.choice(['jsonl', 'csv', 'parquet', 'html'])}", None
    return "GET", chance.choice((groups, path, f"{path}/personas", "/healthz", "/metrics")), None


def _kind(path: str) -> str:
    """What a path is of: its last word, with an export's format; a list or one group."""
    last = path.split("?")[0].rsplit("/", 1)[-1]
    if last == "export":
        return path.rsplit("=", 1)[-1]
    return last if last in ("healthz", "metrics", "personas") else "groups" if last == "persona-groups" else "group"


def _quantiles(seconds: list[float]) -> dict[str, float]:
    """In milliseconds."""
    return {f"p{q}": round(1e3 * float(np.percentile(seconds, q)), 1) for q in (50, 95, 99)}


def _drain(owner: Caller, projects: list[dict[str, Any]]) -> None:
    """Waits until nothing is queued any more."""
    until = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < until:
        rows = [row for project in projects for row in _groups(owner, project)]
        if not any(row["progress"] for row in rows):
            return
        time.sleep(1.0)


def _groups(owner: Caller, project: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for page in range(1, 1000):
        path = f"{API}/projects/{project['id']}/persona-groups?page_size=100&page={page}"
        items = owner.json("GET", path)["items"]
        found += items
        if len(items) < 100:
            break
    return found


def _count(owner: Caller, projects: list[dict[str, Any]]) -> dict[str, Any]:
    """How many groups there are by status, their people, and those of a complete group who are missing."""
    rows = [row for project in projects for row in _groups(owner, project)]
    complete = [row for row in rows if row["generation_status"] == "complete"]
    return {
        "groups": dict(Counter(str(row["generation_status"]) for row in rows)),
        "people": sum(row["personas"] for row in rows),
        "missing": sum(row["persona_count"] - row["personas"] for row in complete),
        "reasons": sorted({row["reason"] for row in rows if row["reason"]}),
    }


def _size(process: psutil.Process) -> tuple[int, int, int]:
    with process.oneshot():
        return process.memory_info().rss, process.num_fds(), process.num_threads()


def _figures(
    asked: argparse.Namespace, met: Met, ready: int, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    # The first minute loads what is loaded once: memory at the start is what is in use after it.
    start = next((each for each in met.memory if each[0] >= 60), met.memory[0])
    end = met.memory[-1]
    gets = [seconds for _, seconds in met.gets]
    tenth = len(gets) // 10
    return {
        "clients": asked.clients,
        "minutes": asked.minutes,
        "cores": len(os.sched_getaffinity(0)),
        "requests": met.statuses.total() + met.failures.total(),
        "get_ms": _quantiles(gets),
        "get_ms_by_kind": {
            kind: _quantiles([seconds for other, seconds in met.gets if other == kind])
            for kind in sorted({kind for kind, _ in met.gets})
        },
        "get_ms_first_tenth_p50": round(1e3 * float(np.median(gets[:tenth] or gets)), 1),
        "get_ms_last_tenth_p50": round(1e3 * float(np.median(gets[-tenth:] or gets)), 1),
        "memory_mib": {"start": start[1] >> 20, "end": end[1] >> 20, "most": max(each[1] for each in met.memory) >> 20},
        "files_open": {"start": start[2], "end": end[2]},
        "threads": {"start": start[3], "end": end[3]},
        "statuses": dict(sorted(met.statuses.items())),
        "failures": dict(met.failures),
        "readyz_at_the_end": ready,
        "at_the_end": before,
        "after_a_restart": after,
        "lost": {
            "people": before["people"] - after["people"],
            "of_complete_groups": after["missing"],
            "groups": sum(before["groups"].values()) - sum(after["groups"].values()),
        },
    }


@contextmanager
def _server(folder: Path, asked: argparse.Namespace) -> Iterator[tuple[Caller, psutil.Process]]:
    """A server on the folder's data, its model loaded; the token of its first start is kept beside."""
    home, kept = folder / "home", folder / "token"
    log = folder / f"stderr-{int(kept.exists())}.txt"
    command = [sys.executable, "-m", "boses_engine", "serve", "--port", "0", "--no-avatars"]
    command += ["--model", asked.model] if asked.model else []
    paths = [os.getcwd(), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    if asked.double:
        paths.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
        command = [sys.executable, "-m", "support.serve_double", str(home), "--port", "0"]
    env = {**os.environ, "BOSES_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with log.open("wb") as said:
        process = subprocess.Popen(command, env=env, stderr=said)
    try:
        until = time.perf_counter() + PATIENCE_S
        while not (url := re.search(r"serving on (http://[^/\s]+)", log.read_text())):
            if process.poll() is not None or time.perf_counter() > until:
                raise RuntimeError(f"the server did not start: {log.read_text()}")
            time.sleep(0.1)
        if not kept.exists():
            token = re.search(r"boses_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", log.read_text())
            assert token
            kept.write_text(token[0], encoding="utf-8")
        address = urlsplit(url[1])
        assert address.hostname
        assert address.port
        owner = Caller(address.hostname, address.port, kept.read_text(encoding="utf-8"))
        while owner("GET", "/readyz")[0] != 200:
            time.sleep(0.5)
        yield owner, psutil.Process(process.pid)
    finally:
        if (status := process.poll()) is not None:
            print(f"the server has ended with status {status}: {log.read_text()[-2000:]}", file=sys.stderr)
        process.terminate()
        process.wait(90)


if __name__ == "__main__":
    main()
