"""kill -9 of `boses serve` at moments of all stages: started again, it goes on by itself, and gives the same people.

The server stands still where it is killed (`support.moments`), so each kill falls where it is meant to.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from support.moments import GUARD_S, Watch
from support.servers import (
    API,
    TESTS,
    RunningServer,
    ended,
    ended_process,
    new_group,
    running_server,
    starting_server,
)

from boses_engine.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.races]

GROUPS: tuple[dict[str, Any], ...] = (
    {"name": "Students", "persona_count": 3},
    {"name": "Clerks", "location": "Manila, Philippines", "occupation": "Clerk", "gender": "All", "persona_count": 2},
    {"name": "Other students", "persona_count": 3},  # reuses the first group's people: the order shows
)
NAMES = [group["name"] for group in GROUPS]
OPTIONS: dict[str, Any] = {"paint": True, "options": ["--loose"]}
# Each life of a store goes through these kills: the stage, the group ("" while the server starts), the moment, and at
# which time of this sitting. After each the next sitting goes on from where the one before was.
LIVES = (
    (
        ("start", "", "opened", 1),
        ("start", "", "owner", 1),
        ("identity", "Students", "answering", 3),
        ("profile", "Students", "answered profile", 4),
        ("profile", "Students", "commit save_persona", 2),
        ("portraits", "Students", "painting", 1),
        ("portraits", "Students", "commit save_portrait", 2),
        ("end", "Students", "commit leave_queue", 1),
        ("identity", "Clerks", "answered identity", 9),  # of the second person
        ("portraits", "Clerks", "paint", 1),
        ("loading", "Other students", "commit save_matches", 1),
        ("profile", "Other students", "stored", 1),
        ("end", "Other students", "finished", 1),
    ),
    (
        ("start", "", "opening", 1),
        ("start", "", "listen", 1),
        ("start", "", "serve", 1),
        ("loading", "Students", "commit start_run", 1),
        ("identity", "Students", "answered identity", 5),
        ("profile", "Students", "answering", 10),
        ("profile", "Students", "stored", 1),
        ("loading", "Clerks", "taken", 0),
        ("profile", "Clerks", "commit save_persona", 1),
        ("portraits", "Clerks", "painted", 1),
        ("end", "Clerks", "commit finish_run", 1),
        ("identity", "Other students", "answered identity", 2),
        ("portraits", "Other students", "commit save_portrait", 1),
    ),
)


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
    copy = home.with_name(f"{home.name}-copy")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("*.sock"))
    try:
        with Store(copy / "boses.duckdb") as store:
            named = {row.group.name: row for row in store.groups()}
            assert len(named) == len(store.groups()), "a group is there twice"
            rows = [named[group["name"]] for group in GROUPS if group["name"] in named]
            filled = [store.finished(row.run_id) if row.run_id else {} for row in rows]
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
    """Lets the server go on to the end of the groups."""
    server.watch.let_go()
    with server.client() as client:
        for path in paths:
            assert ended(client, path)["generation_status"] == "complete"


def serving(home: Path) -> Any:
    return running_server(home, watched=True, **OPTIONS)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """What a server that nobody disturbs makes of the groups."""
    home = tmp_path_factory.mktemp("quiet") / "home"
    with running_server(home, **OPTIONS) as server:
        wait_for_all(server, ask_for_all(server))
    return kept(home)


def test_the_quiet_run_is_whole(quiet: Kept) -> None:
    """Catches a comparison with nothing: everybody is there with a portrait, and the last group shows the order, since
    people of the first are in it."""
    assert quiet.statuses == ["complete"] * 3
    assert [len(people) for people in quiet.people] == [group["persona_count"] for group in GROUPS]
    assert set(quiet.portraits) == set(quiet.studies) == set(quiet.order)
    assert any('"source":"library"' in person for person in quiet.people[2].values())
    assert max(quiet.studies.values()) == 2
    assert quiet.queued == []


def test_kills_in_every_stage_change_nothing(quiet: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a run that waits to be asked for again, a queue that loses its order, and people who are lost, doubled,
    or other ones because the run was taken up in the middle."""
    killed = sum((_live(tmp_path / f"home-{life}", quiet, life) for life in range(len(LIVES))), Counter[str]())
    with capsys.disabled():
        shown = ", ".join(f"{number} in {stage}" for stage, number in sorted(killed.items()))
        print(f"\n{killed.total()} kills of the server: {shown}; all is byte for byte as undisturbed")


def _live(home: Path, quiet: Kept, life: int) -> Counter[str]:
    """One store from nothing to all groups complete; gives how often its server was killed in each stage."""
    with serving(home) as server:
        paths = ask_for_all(server)
        server.watch.until(f"taken {NAMES[0]}")
        server.kill()
    assert _compare(home, quiet) == 0
    killed, stored = Counter({"loading": 1}), 0
    for stage, group, moment, number in LIVES[life]:
        if group:
            with serving(home) as server:
                server.watch.until(f"taken {group}")
                server.watch.until(moment, number)
                told = stored + _told(server.watch)
                if not moment.startswith("commit"):  # then the server holds the store, and answers nobody
                    _check_answers(server, paths, NAMES.index(group), stage, told)
                server.kill()
        else:
            told = stored
            with starting_server(home, **OPTIONS) as (process, watch):
                watch.until(moment, number)
                process.kill()
                assert process.wait() == -signal.SIGKILL
        killed[stage] += 1
        stored = _compare(home, quiet)
        assert stored == told, (stage, group, moment)
    with serving(home) as server:
        wait_for_all(server, paths)
        assert "Traceback" not in server.log.read_text()
    assert kept(home) == quiet
    return killed


def _told(watch: Watch) -> int:
    """How many people the server said to be stored in this sitting."""
    return watch.count("stored") + watch.count("reused")


def _check_answers(server: RunningServer, paths: Sequence[str], at: int, stage: str, stored: int) -> None:
    """What clients are told while the group at that place is in the stage: it, and those who wait behind it."""
    with server.client() as client:
        groups = [client.get(path).raise_for_status().json() for path in paths]
    assert sum(group["personas"] for group in groups) == stored
    assert (groups[at]["progress"] or {"stage": "end"})["stage"] == stage
    waiting = [(group["progress"]["stage"], group["progress"]["place"]) for group in groups[at + 1 :]]
    assert waiting == [("queued", place + 1) for place in range(len(waiting))]


def _compare(home: Path, quiet: Kept) -> int:
    """What is kept is a part of what the quiet run made, and the rest is queued in its order; gives how many people are
    stored."""
    found = kept(home)
    for people, wanted in zip(found.people, quiet.people, strict=True):
        assert {slot: wanted[slot] for slot in people} == _unpainted(people, wanted)
    assert found.portraits.items() <= quiet.portraits.items()
    assert len(set(found.order)) == len(found.order)
    complete = [name for name, status in zip(NAMES, found.statuses, strict=True) if status == "complete"]
    assert NAMES in (complete + found.queued, complete[:-1] + found.queued), (found.statuses, found.queued)
    return sum(map(len, found.people))


def _unpainted(people: dict[int, str], wanted: dict[int, str]) -> dict[int, str]:
    """The people with the avatar that the quiet run's have, where they have none yet."""
    shown = {}
    for slot, record in people.items():
        avatar = wanted[slot][wanted[slot].index('"avatar":') :]
        shown[slot] = record.replace('"avatar":null', avatar[: avatar.index('.png"') + len('.png"')])
    return shown


def test_sigterm_in_any_stage_ends_it_and_the_next_start_goes_on(quiet: Kept, tmp_path: Path) -> None:
    """Catches a server that waits for its run, its listeners or its kept connections, and one that gives a run up."""
    home, paths = tmp_path / "home", list[str]()
    for stage, moment in (
        ("identity", "answered identity"),
        ("profile", "answered profile"),
        ("portraits", "painting"),
    ):
        with serving(home) as server, server.client() as idle:
            paths = paths or ask_for_all(server)
            server.watch.until(moment)
            assert idle.get(paths[0]).json()["progress"]["stage"] == stage
            heard, connected = list[str](), threading.Event()
            listener = threading.Thread(target=_listen_to, args=(server, paths[0], heard, connected))
            listener.start()
            assert connected.wait(GUARD_S), "a deadlock: the listener is told nothing"
            server.process.send_signal(signal.SIGTERM)
            server.watch.hear("ending")
            server.watch.let_go()
            assert ended_process(server.process) == 0
            listener.join(GUARD_S)
            assert not listener.is_alive(), "a deadlock: the listener still listens"
            assert heard[0] == "event: run_started"
            assert "Traceback" not in server.log.read_text()
            assert not (home / "server.sock").exists()
        assert kept(home).queued == NAMES, stage
    with serving(home) as server:
        wait_for_all(server, paths)
    assert kept(home) == quiet


def _listen_to(server: RunningServer, path: str, heard: list[str], connected: threading.Event) -> None:
    try:
        with server.client(timeout=None) as client, client.stream("GET", f"{path}/events") as stream:
            for line in stream.iter_lines():
                heard.append(line)
                connected.set()
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
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=GUARD_S, check=False
    )
