"""A disk that fills up while the server generates: nothing ends, nothing is lost, and it goes on by itself."""

import hashlib
import json
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.moments import GUARD_S
from support.servers import API, ServedApp, ended, generated, new_group, served_app

from boses_engine.avatars.double import DoublePainter
from boses_engine.errors import DiskFullError, StoreError
from boses_engine.server import worker
from boses_engine.store import Store

pytestmark = pytest.mark.slow
MOMENTS = int(os.environ.get("BOSES_FULL_DISK_MOMENTS", "3"))
PEOPLE = 5


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(worker, "_LONGEST_PAUSE_S", 0.1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "boses-test", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("whoever runs the tests may not mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> Path:
    """Takes all that is left; gives the file that has it."""
    path = disk / "fill"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            while True:
                try:
                    file.write(bytes(size))
                except OSError:
                    break
    return path


@pytest.mark.races
def test_a_full_disk_pauses_and_generation_goes_on(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a worker that ends with the space, a group that failed for it, and people who are lost or twice there."""
    filled: list[Path] = []
    save = Store.save_persona

    def fill_first(self: Store, *values: Any, **named: Any) -> None:
        if not filled and values[1] == 2:
            filled.append(fill(small_disk))
        save(self, *values, **named)

    monkeypatch.setattr(Store, "save_persona", fill_first)
    with served_app(small_disk / "home") as app:
        path, signed_in = new_group(app.client, persona_count=5), app.cookie()
        assert app.client.post(f"{path}/generate", json={}).status_code == 202
        told = readiness(app, 503)
        assert "disk is full" in told
        assert str(small_disk) not in told
        shown = app.client.get(path).json()
        assert (shown["generation_status"], shown["progress"]["paused"]) == ("generating", worker._FULL)
        app.client.cookies.update(signed_in)
        page = app.client.get(path.removeprefix(API).replace("persona-groups", "groups"))
        assert "generation waits" in page.text
        assert "boses_generation_paused 1.0" in app.client.get("/metrics").text
        filled[0].unlink()
        found = ended(app.client, path)
        assert (found["generation_status"], found["personas"]) == ("complete", 5)
        readiness(app, 200)


@pytest.mark.races
@pytest.mark.parametrize("failing", ["queue", "leave_queue"])
def test_the_worker_outlives_a_store_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """Catches an error outside of a run, which would end the thread while `readyz` says that all is well."""
    call = getattr(Store, failing)
    times: list[float] = []

    def fails_twice(*values: Any, **named: Any) -> Any:
        if len(times) < 2 and threading.current_thread().name == "worker":
            times.append(time.monotonic())
            raise StoreError("the store cannot be read")
        return call(*values, **named)

    with served_app(tmp_path / "home") as app:
        path = new_group(app.client)
        monkeypatch.setattr(Store, failing, fails_twice)
        assert generated(app.client, path)["generation_status"] == "complete"
        assert len(times) == 2
        readiness(app, 200)


@pytest.mark.races
def test_an_ended_thread_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches `readyz` of a server whose worker is gone."""
    monkeypatch.setattr(worker.Worker, "_work", lambda self: setattr(self, "ready", True))
    with served_app(tmp_path / "home") as app:
        app.app.state.boses.worker._thread.join()
        answer = app.client.get("/readyz")
        assert (answer.status_code, "has ended" in answer.text) == (503, True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], float]:
    """The people of a run that nothing disturbed, and the seconds it took."""
    with served_app(tmp_path_factory.mktemp("undisturbed") / "home", painter=DoublePainter()) as app:
        path, began = new_group(app.client, persona_count=PEOPLE), time.monotonic()
        assert generated(app.client, path)["generation_status"] == "complete"
        return people_of(app, path), time.monotonic() - began


def people_of(app: ServedApp, path: str) -> list[str]:
    """What everybody of a group is, with the hash of their portrait, whatever the time was."""
    people = app.client.get(f"{path}/personas").json()["items"]
    pictures = [hashlib.sha256(app.client.get(f"{path}/personas/{each['id']}/avatar").content) for each in people]
    return [json.dumps(each) + picture.hexdigest() for each, picture in zip(people, pictures, strict=True)]


@pytest.mark.races
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_disk_that_is_full_at_any_moment(small_disk: Path, undisturbed: tuple[list[str], float], moment: int) -> None:
    """Catches what is lost, twice there, half written or failed for good, whenever the space runs out and for however
    long; also when the store is opened again."""
    chance = random.Random(moment)
    before, full = chance.uniform(0, undisturbed[1]), chance.uniform(0, 0.4)
    home = small_disk / "home"

    def disturb() -> None:
        time.sleep(before)
        filled = fill(small_disk)
        time.sleep(full)
        filled.unlink()

    with served_app(home, painter=DoublePainter()) as app:
        path = new_group(app.client, persona_count=PEOPLE)
        disturbing = threading.Thread(target=disturb)
        disturbing.start()
        while (asked := app.client.post(f"{path}/generate", json={})).status_code == 507:  # it was full just then
            time.sleep(0.02)
        assert asked.status_code == 202
        found = ended(app.client, path)
        disturbing.join()
        assert (found["generation_status"], found["personas"], found["reason"]) == ("complete", PEOPLE, None)
        assert people_of(app, path) == undisturbed[0]
        readiness(app, 200)
    with served_app(home, worker=False) as app:
        assert people_of(app, path) == undisturbed[0]
    assert not [each for each in home.iterdir() if each.name.endswith((".tmp", ".new"))]


def test_a_full_disk_has_an_error_of_its_own(small_disk: Path) -> None:
    """Catches DuckDB's words for it taken for a damaged store, and a store that stays broken after it."""
    with Store(small_disk / "boses.duckdb") as store:
        filled = fill(small_disk)
        with pytest.raises(DiskFullError, match="is full"):
            add_projects(store)
        before = len(store.projects())
        filled.unlink()
        store.add_project("after")
        assert len(store.projects()) == before + 1


def add_projects(store: Store) -> None:
    for number in range(200):
        store.add_project(f"{number} " + os.urandom(80).hex())


def readiness(app: ServedApp, status: int) -> str:
    """What `readyz` says once its status is the one given."""
    until = time.monotonic() + GUARD_S
    while time.monotonic() < until:
        answer = app.client.get("/readyz")
        if answer.status_code == status and "being loaded" not in answer.text:
            return answer.text
        time.sleep(0.02)
    raise AssertionError(f"a deadlock: {answer.status_code} {answer.text}")
