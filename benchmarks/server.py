"""`python -m benchmarks.server`: how soon the server answers while it generates, and what that costs the generation.

A real server with the default weights makes two groups: a small one of Manila, whose people are read later, and one
of Jakarta alone. That one is deleted and made again, so that the work is the same, while clients read: each with a
token of its own, on a connection that stays open, one request every so many seconds (`--every 0`: the next at once,
which measures how many a second can be had, and waits as long as the others' take). The load ends after `--seconds`,
or with the generation if that is sooner. Tokens a second are compared over the same tokens: those that were written
under load, and the time that the same ones took alone.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import numpy as np

API = "/api/v1"
READ: dict[str, Any] = {
    "name": "Manila vendors",
    "age_min": 30,
    "age_max": 55,
    "gender": "All",
    "location": "Manila, Philippines",
    "income_level": "Low",
    "occupation": "Market vendor",
    "persona_count": 2,
}
MADE: dict[str, Any] = {
    "name": "Jakarta Gen Z Shoppers",
    "age_min": 18,
    "age_max": 24,
    "gender": "Female",
    "location": "Jakarta, Indonesia",
    "income_level": "Middle",
    "occupation": "University student",
    "persona_count": 5,
}
WRITTEN = re.compile(r'boses_model_tokens_total\{kind="written"\} (\S+)')
LOOK_S = 0.5  # between two looks at how many tokens are written
PATIENCE_S = 1800.0


@dataclass
class Caller:
    """One token on one connection."""

    host: str
    port: int
    token: str
    connection: http.client.HTTPConnection | None = None

    def __call__(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """The status and the body of an answer; raises OSError or HTTPException where there is none."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        sent = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise

    def hang_up(self) -> None:
        """Ends the connection; the next call makes another."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def json(self, method: str, path: str, body: object = None) -> Any:
        """What a call that must succeed answers."""
        status, content = self(method, path, body)
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {content[:300]!r}")
        return json.loads(content) if content else None


@dataclass
class Load:
    """What the clients met."""

    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)  # kind of page → seconds of answers with status 200
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        """The seconds of all good answers."""
        return [each for times in self.times.values() for each in times]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server", description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0, help="of load, if the generation takes as long")
    parser.add_argument(
        "--every", type=float, nargs="+", default=[1.0, 0.25, 0.0], help="seconds from request to request"
    )
    parser.add_argument("--people", type=int, default=MADE["persona_count"])
    parser.add_argument("--model", help="a model's name in the manifest, or a GGUF file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, _server(Path(folder), asked.model) as owner:
        found = measure(owner, asked.clients, asked.seconds, asked.every, asked.people)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def measure(owner: Caller, clients: int, seconds: float, every: Sequence[float], people: int) -> list[dict[str, Any]]:
    """One row of figures for each pace, printed as they come."""
    project = owner.json("GET", f"{API}/projects")["items"][0]["id"]
    groups = f"{API}/projects/{project}/persona-groups"
    callers = [
        Caller(owner.host, owner.port, owner.json("POST", f"{API}/tokens", {"name": f"client {at}"})["token"])
        for at in range(clients)
    ]
    read, _ = _made(owner, groups, READ)
    person = owner.json("GET", f"{read}/personas")["items"][0]["id"]
    path, alone = _made(owner, groups, MADE | {"persona_count": people})
    print(
        f"alone: {people} people in {alone[-1][0]:.1f} s, {alone[-1][1] / alone[-1][0]:.1f} tokens/s, "
        f"{os.cpu_count()} cores, {len(os.sched_getaffinity(0))} for all of this"
    )
    rows = []
    for pace in every:
        owner.json("DELETE", path)  # its people leave the library, so that nobody is reused
        path = _new(owner, groups, MADE | {"persona_count": people})
        pages = {
            "group": path,
            "personas": f"{path}/personas",
            "groups": groups,
            "persona": f"{read}/personas/{person}",
            "healthz": "/healthz",
        }
        before = _written(owner)
        owner.json("POST", f"{path}/generate")
        load = _under_load(owner, callers, pages, path, seconds, pace)
        tokens = _written(owner) - before
        row = _row(load, clients, pace, tokens, _seconds_for(alone, tokens))
        rows.append(row)
        _wait(owner, path)
    return rows


def _under_load(
    owner: Caller, callers: Sequence[Caller], pages: dict[str, str], path: str, seconds: float, pace: float
) -> Load:
    """Lets the clients read until the time is over or the run of the group at `path`."""
    load, over = Load(times={kind: [] for kind in pages}), threading.Event()
    threads = [
        threading.Thread(target=_read, args=(caller, pages, pace, pace * at / len(callers), load, over))
        for at, caller in enumerate(callers)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    while (left := began + seconds - time.perf_counter()) > 0:
        time.sleep(min(left, LOOK_S))
        if owner.json("GET", path)["generation_status"] not in ("pending", "generating"):
            break
    load.seconds = time.perf_counter() - began
    over.set()
    for thread in threads:
        thread.join()
    return load


def _read(caller: Caller, pages: dict[str, str], pace: float, first: float, load: Load, over: threading.Event) -> None:
    """One client: the pages in turn, until it is over; its first request comes after `first` seconds."""
    due = time.perf_counter() + first
    caller.hang_up()  # the server has ended a connection that was quiet since the last row
    while True:
        for kind, page in pages.items():
            if over.wait(max(due - time.perf_counter(), 0)):
                return
            began = time.perf_counter()
            try:
                status, _ = caller("GET", page)
            except (OSError, http.client.HTTPException) as exc:
                load.failures[type(exc).__name__] += 1
            else:
                if status == 200:
                    load.times[kind].append(time.perf_counter() - began)
                else:
                    load.failures[str(status)] += 1
            due = max(due + pace, time.perf_counter())


def _row(load: Load, clients: int, pace: float, tokens: float, alone_s: float) -> dict[str, Any]:
    quantiles = {f"p{q}_ms": round(1e3 * float(np.percentile(load.all, q)), 1) for q in (50, 95, 99)}
    slowest = {kind: round(1e3 * float(np.percentile(each, 99)), 1) for kind, each in load.times.items()}
    row: dict[str, Any] = {
        "clients": clients,
        "every_s": pace,
        "seconds": round(load.seconds, 1),
        "requests": len(load.all) + load.failures.total(),
        "requests_per_s": round(len(load.all) / load.seconds, 1),
        "failures": dict(load.failures),
        **quantiles,
        "most_ms": round(1e3 * max(load.all), 1),
        "p99_ms_of": slowest,
        "tokens": int(tokens),
        "tokens_per_s": round(tokens / load.seconds, 1),
        "tokens_per_s_alone": round(tokens / alone_s, 1) if alone_s else None,
    }
    paced = f"one request a client each {pace:g} s" if pace else "the next request at once"
    print(
        f"{clients} clients, {paced}: {row['requests_per_s']} requests/s in {row['seconds']} s, failures "
        f"{row['failures'] or 'none'}; p50 {row['p50_ms']}, p95 {row['p95_ms']}, p99 {row['p99_ms']}, most "
        f"{row['most_ms']} ms; {row['tokens_per_s']} tokens/s, the same tokens alone {row['tokens_per_s_alone']}\n"
        f"  p99 by page: {', '.join(f'{kind} {each}' for kind, each in slowest.items())}",
        flush=True,
    )
    return row


def _made(owner: Caller, groups: str, fields: dict[str, Any]) -> tuple[str, list[tuple[float, float]]]:
    """A group that was generated, and how many tokens had been written after so many seconds."""
    path = _new(owner, groups, fields)
    before = _written(owner)
    began = time.perf_counter()
    owner.json("POST", f"{path}/generate")
    return path, [(at - began, written - before) for at, written in _wait(owner, path)]


def _new(owner: Caller, groups: str, fields: dict[str, Any]) -> str:
    return f"{groups}/{owner.json('POST', groups, fields)['id']}"


def _wait(owner: Caller, path: str) -> list[tuple[float, float]]:
    """Waits until a group has ended, with some people at least; gives the time and the tokens at each look."""
    looks, until = [], time.perf_counter() + PATIENCE_S
    while time.perf_counter() < until:
        group = owner.json("GET", path)
        looks.append((time.perf_counter(), _written(owner)))
        if group["generation_status"] in ("complete", "failed"):
            if not group["personas"]:
                raise RuntimeError(f"the group failed: {group['reason']}")
            return looks
        time.sleep(LOOK_S)
    raise RuntimeError(f"the group has not ended after {PATIENCE_S:.0f} s")


def _seconds_for(looks: Sequence[tuple[float, float]], tokens: float) -> float:
    """After how long that many tokens had been written."""
    times, written = zip(*looks, strict=True)
    return float(np.interp(tokens, written, times))


def _written(owner: Caller) -> float:
    found = WRITTEN.search(owner("GET", "/metrics")[1].decode())
    return float(found[1]) if found else 0.0


@contextmanager
def _server(folder: Path, model: str | None) -> Iterator[Caller]:
    """`boses serve` on an empty data folder, its model loaded."""
    log = folder / "stderr.txt"
    command = [sys.executable, "-m", "boses_engine", "serve", "--port", "0", "--no-avatars"]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command, *(["--model", model] if model else [])],
            env={**os.environ, "BOSES_HOME": str(folder / "home")},
            stderr=said,
        )
    try:
        until = time.perf_counter() + PATIENCE_S
        while not (url := re.search(r"serving on (http://[^/\s]+)", log.read_text())):
            if process.poll() is not None or time.perf_counter() > until:
                raise RuntimeError(f"the server did not start: {log.read_text()}")
            time.sleep(0.1)
        token = re.search(r"boses_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", log.read_text())
        address = urlsplit(url[1])
        assert token
        assert address.hostname
        assert address.port
        owner = Caller(address.hostname, address.port, token[0])
        while owner("GET", "/readyz")[0] != 200:
            time.sleep(LOOK_S)
        yield owner
    finally:
        if (status := process.poll()) is not None:
            print(f"the server has ended with status {status}: {log.read_text()}", file=sys.stderr)
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    main()
