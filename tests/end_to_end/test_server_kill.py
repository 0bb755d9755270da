"""kill -9 of `boses serve` at random moments: started again, it goes on by itself, and gives the same people."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from support.servers import API, TESTS, RunningServer, ended, new_group, running_server

from boses_engine.store import Store

pytestmark = pytest.mark.slow

DELAY_S, PAINT_DELAY_S = 0.01, 0.08  # of a field and of a portrait, so that every stage lasts long enough to be hit
GROUPS: tuple[dict[str, Any], ...] = (
    {"name": "Students", "persona_count": 6},
    {"name": "Clerks", "location": "Manila, Philippines", "occupation": "Clerk", "gender": "All", "persona_count": 4},
    {"name": "Students again", "persona_count": 6},  # may reuse the first group's people: the order shows
)
# Group, and the stage it is killed in.
KILLS = (
    *[(0, "queued"), (0, "identity"), (0, "profile"), (0, "identity"), (0, "profile"), (0, "portraits")],
    *[(0, "portraits"), (1, "queued"), (1, "identity"), (1, "profile"), (1, "portraits"), (2, "queued")],
    *[(2, "identity"), (2, "profile"), (2, "profile"), (2, "portraits"), (2, "portraits")],
)
ENDS_S = 20.0  # from SIGTERM to the end, which takes a second or two on a machine that is not busy
PATIENCE_S = 120.0
SEED = 5


@dataclass(frozen=True)
class Kept:
    """What a store holds: the people of each group by slot, their portraits, and how many studies each was in."""

    statuses: list[str]
    people: list[dict[int, str]]
    portraits: dict[str, bytes]
    studies: dict[str, int]
    order: list[str]  # everybody, the first who was saved first
    queued: list[str]  # groups, by name


def kept(home: Path) -> Kept:
    """Looks at a copy: opening the store itself would mend what the next start has to mend."""
    copy = home.with_name("copy")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("*.sock"))
    try:
        with Store(copy / "boses.duckdb") as store:
            named = {row.group.name: row for row in store.groups()}
            assert len(named) == len(store.groups()), "a group is there twice"
            rows = [named[group["name"]] for group in GROUPS if group["name"] in named]
            filled = [store.finished(row.run_id) if row.run_id else {} for row in rows]
            assert not any(store.failures(row.run_id) for row in rows if row.run_id)
            everybody = {person.id for people in filled for person, _ in people.values()}
            pictures = {key: png for key in everybody if (png := store.portrait_png(key)) is not None}
            complete = [row for row in rows if row.generation_status == "complete"]
            members = {person.id for row in complete for person in store.personas(row.id)}
            return Kept(
                [row.generation_status for row in rows],
                [{slot: person.model_dump_json() for slot, (person, _) in people.items()} for people in filled],
                pictures,
                {key: store.track(key)[0].studies for key in members},
                [person.id for person in store.personas()],
                [store.group(queued.group_id).group.name for queued in store.queue()],
            )
    finally:
        shutil.rmtree(copy)


def ask_for_all(server: RunningServer) -> list[str]:
    """Makes the groups and asks for all of them; gives their paths."""
    with server.client() as client:
        paths = [new_group(client, **group) for group in GROUPS]
        for path in paths:
            assert client.post(f"{path}/generate").status_code == 202
    return paths


def wait_for_all(server: RunningServer, paths: Sequence[str]) -> None:
    with server.client() as client:
        for path in paths:
            assert ended(client, path, PATIENCE_S)["generation_status"] == "complete"


def serving(home: Path) -> Any:
    return running_server(home, delay=DELAY_S, paint=True, paint_delay=PAINT_DELAY_S)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """What a server that nobody disturbs makes of the groups."""
    home = tmp_path_factory.mktemp("quiet") / "home"
    with running_server(home, paint=True) as server:
        wait_for_all(server, ask_for_all(server))
    return kept(home)


def test_the_quiet_run_is_whole(quiet: Kept) -> None:
    """What all others are compared with: everybody there with a portrait, the groups made in the order of asking."""
    assert quiet.statuses == ["complete"] * 3
    assert [len(people) for people in quiet.people] == [group["persona_count"] for group in GROUPS]
    everybody = {person for people in quiet.people for person in people.values()}
    assert set(quiet.portraits) == set(quiet.studies) == set(quiet.order)
    assert len(everybody) == len(quiet.order) or any('"source":"library"' in person for person in everybody)
    assert quiet.queued == []


def test_kills_in_every_stage_change_nothing(quiet: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a run that waits to be asked for again, a queue that loses its order, and people who are lost, doubled,
    or other ones because the run was taken up in the middle."""
    home, rng, killed = tmp_path / "home", random.Random(SEED), Counter[str]()
    with serving(home) as server:
        paths = ask_for_all(server)
        server.kill()
    killed["queued"] += 1
    _compare(home, quiet, done=0)
    _kill_at_the_start(home, rng)
    killed["start"] += 1
    done = 0
    for group, stage in KILLS:
        with serving(home) as server:
            told = _kill(server, paths, group, stage, rng)
        if told is not None:
            killed[stage] += 1
            done = _compare(home, quiet, done=max(done, told))
    with serving(home) as server:
        wait_for_all(server, paths)
        assert "Traceback" not in server.log.read_text()
    with capsys.disabled():
        shown = ", ".join(f"{number} in {stage}" for stage, number in sorted(killed.items()))
        print(f"\n{killed.total()} kills of the server: {shown}; all is byte for byte as undisturbed")
    assert kept(home) == quiet
    for stage, least in {"start": 1, "queued": 2, "identity": 2, "profile": 3, "portraits": 3}.items():
        assert killed[stage] >= least, killed


def _kill_at_the_start(home: Path, rng: random.Random) -> None:
    """Before it answers: while it opens the store, listens, or takes up the first run."""
    command = [sys.executable, "-m", "support.serve_double", str(home), "--port", "0", "--delay", str(DELAY_S)]
    child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": _paths()}, stderr=subprocess.DEVNULL)
    time.sleep(rng.uniform(0.5, 2.5))
    child.kill()
    assert child.wait() == -signal.SIGKILL


def _kill(server: RunningServer, paths: list[str], group: int, stage: str, rng: random.Random) -> int | None:
    """Kills while the group is in the stage; gives how many people clients were told to be stored by then.

    None: the group was past it already.
    """
    later = rng.choice((0, 0, 1))  # people finished in this sitting before it is killed
    until, first = time.monotonic() + PATIENCE_S, None
    with server.client() as client:
        while time.monotonic() < until:
            groups = [client.get(path).raise_for_status().json() for path in paths]
            told = sum(each["personas"] for each in groups)
            now = groups[group]
            if now["generation_status"] == "complete":
                return None
            first = now["personas"] if first is None else first
            at = now["progress"]["stage"]
            if at == "portraits" and stage in ("identity", "profile"):
                return None
            if at == stage and (stage not in ("identity", "profile") or now["personas"] >= first + later):
                time.sleep(rng.uniform(0, 0.1))
                server.kill()
                return told
            if stage == "queued" and at != "loading":  # it is at work: kill while those behind it wait
                server.kill()
                return told if group < len(paths) - 1 else None
    raise AssertionError(f"never in {stage}: {now}")


def _compare(home: Path, quiet: Kept, done: int) -> int:
    """What is kept is a part of what the quiet run made, nothing that was told of is lost, and the rest is queued in
    its order; gives how many people are stored."""
    found = kept(home)
    for people, wanted in zip(found.people, quiet.people, strict=True):
        assert {slot: wanted[slot] for slot in people} == _unpainted(people, wanted)
    assert found.portraits.items() <= quiet.portraits.items()
    assert len(set(found.order)) == len(found.order)
    stored = sum(map(len, found.people))
    assert stored >= done, "people that a client was told of are gone"
    names = [group["name"] for group in GROUPS]
    complete = [name for name, status in zip(names, found.statuses, strict=True) if status == "complete"]
    assert complete + found.queued == names or complete[:-1] + found.queued == names, (found.statuses, found.queued)
    return stored


def _unpainted(people: dict[int, str], wanted: dict[int, str]) -> dict[int, str]:
    """The people with the avatar that the quiet run's have, where they have none yet."""
    shown = {}
    for slot, record in people.items():
        avatar = wanted[slot][wanted[slot].index('"avatar":') :]
        shown[slot] = record.replace('"avatar":null', avatar[: avatar.index('.png"') + len('.png"')])
    return shown


@pytest.mark.parametrize("stage", ["identity", "profile", "portraits"])
def test_sigterm_ends_it_soon_and_the_next_start_goes_on(quiet: Kept, tmp_path: Path, stage: str) -> None:
    """Catches a server that waits for its run, its listeners or its kept connections, and one that gives a run up."""
    home = tmp_path / "home"
    with serving(home) as server, server.client() as idle:
        paths = ask_for_all(server)
        heard: list[str] = []
        listener = threading.Thread(target=_listen_to, args=(server, paths[0], heard))
        listener.start()
        until = time.monotonic() + PATIENCE_S
        while idle.get(paths[0]).json()["progress"]["stage"] != stage:
            assert time.monotonic() < until, f"never in {stage}"
        began = time.monotonic()
        assert server.stop(signal.SIGTERM) == 0
        assert time.monotonic() - began < ENDS_S
        listener.join(ENDS_S)
        assert not listener.is_alive()
        assert any(line.startswith("event: ") for line in heard)
        assert "Traceback" not in server.log.read_text()
        assert not (home / "server.sock").exists()
    assert kept(home).queued == [group["name"] for group in GROUPS]
    with serving(home) as server:
        wait_for_all(server, paths)
    assert kept(home) == quiet


def _listen_to(server: RunningServer, path: str, heard: list[str]) -> None:
    try:
        with server.client(timeout=None) as client, client.stream("GET", f"{path}/events") as stream:
            heard.extend(stream.iter_lines())
    except httpx2.TransportError:  # the server may cut the stream off
        pass


def test_a_second_server_on_one_store_is_refused(tmp_path: Path) -> None:
    """Catches two writers of one store, and a refused server that takes the socket of the other away."""
    home = tmp_path / "home"
    with running_server(home) as server:
        refused = _serve(home, "--port", "0")
        assert refused.returncode == 3
        assert refused.stderr.count("\n") == 1
        assert refused.stderr.startswith(f"boses: the store {home / 'boses.duckdb'} is in use by another process")
        assert str(server.process.pid) in refused.stderr
        with server.owner() as owner:
            assert owner.get("/healthz").status_code == 200
        with server.client() as client:
            assert client.get(f"{API}/projects").status_code == 200


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    """Catches a traceback, a token that is printed and lost, and a first message that says all is well."""
    with running_server(tmp_path / "first") as server:
        port = server.url.rpartition(":")[2]
        refused = _serve(tmp_path / "second", "--port", port)
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
        assert refused.stderr.startswith(f"boses: cannot serve on 127.0.0.1 port {port}: ")
        assert "--port" in refused.stderr
        with server.client() as client:
            assert client.get(f"{API}/projects").status_code == 200
    with socket.create_server(("127.0.0.1", 0)) as other:  # somebody else's
        assert _serve(tmp_path / "second", "--port", str(other.getsockname()[1])).returncode == 2
    with running_server(tmp_path / "second") as server:
        assert server.token, "the first start that serves prints the first token"


def _serve(home: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "support.serve_double", str(home), *options]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": _paths()}, capture_output=True, text=True, timeout=60, check=False
    )


def _paths() -> str:
    return os.pathsep.join([str(TESTS), str(TESTS.parent)])
