"""A server whose groups and studies several workers answer: the same as one process makes, and told of as it goes."""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from support.asked import study
from support.gate import PATIENCE_S, listener_awaited
from support.servers import ServedApp, ended, ended_study, generated, new_group, new_study, served_app
from support.work_double import kill_one, processes

from boses_engine import cli
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.server.worker import ALONE
from boses_engine.studies.file import values_of
from boses_engine.workers.executor import Executors

PEOPLE = 12


def shared(count: int, delay_s: float = 0.0) -> Executors:
    """As many processes for groups and for studies."""
    workers = processes(count, delay_s)
    return Executors(workers, workers)


def people_of(app: ServedApp, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = app.client.get(f"{path}/personas?page_size=100").raise_for_status().json()["items"]
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The people that a server without workers makes."""
    with served_app(tmp_path_factory.mktemp("alone") / "home") as app:
        path = new_group(app.client, persona_count=PEOPLE)
        assert generated(app.client, path, seed=4)["progress"] is None
        return people_of(app, path)


def test_workers_make_the_same_people_though_one_is_killed(tmp_path: Path, alone: list[dict[str, Any]]) -> None:
    """Catches a dead worker that ends the run, people that depend on who answered, and workers that nobody is told of:
    in the group's status, on its page, and in the stream of events, also for whoever comes late."""
    with served_app(tmp_path / "home", executors=shared(2, delay_s=0.03)) as app:
        path = new_group(app.client, persona_count=PEOPLE)
        page = app.client.get(path).json()
        assert app.client.post(f"{path}/generate", json={"seed": 4}).status_code == 202
        killed, told = 0, list[dict[str, Any]]()
        with listener_awaited(app.app) as listens, ThreadPoolExecutor(1) as apart:
            stream = apart.submit(app.client.get, f"{path}/events")
            assert listens.wait(PATIENCE_S)
            while (group := app.client.get(path).json())["progress"] is not None:
                sleep(0.05)  # a client that asks without end is told to wait
                at = group["progress"]["workers"]
                if at is None:
                    continue
                told.append(group["progress"])
                if not killed and at["done"] < PEOPLE:
                    killed += kill_one(tmp_path / "home", random.Random(1))
                    shown = app.client.get(f"/projects/{page['project_id']}/groups/{page['id']}").text
        assert ended(app.client, path)["generation_status"] == "complete"
        assert people_of(app, path) == alone
        assert killed == 1
        assert {(each["stage"], each["workers"]["of"]) for each in told} == {("workers", PEOPLE)}
        assert {each["workers"]["alive"] for each in told} <= {0, 1, 2}
        assert told[-1]["workers"]["restarts"] == 1
        assert any(each["workers"]["per_minute"] for each in told)
        assert any(each["seconds_left"] for each in told)
        assert f"of {PEOPLE} people are answered, " in shown
        events = [block.split("\n") for block in stream.result().text.split("\n\n") if block.startswith("event")]
        beats = [json.loads(data[6:]) for name, data in events if name == "event: ranges_answered"]
        assert beats[-1] == {"done": PEOPLE, "of": PEOPLE, "workers": beats[-1]["workers"], "restarts": 1}
        assert [name for name, _ in events].count("event: persona_done") == PEOPLE


def test_a_server_that_ends_takes_its_workers_along(tmp_path: Path, alone: list[dict[str, Any]]) -> None:
    """Catches processes that outlive the server, and ranges that the next start waits for."""
    home = tmp_path / "home"
    with served_app(home, executors=shared(2, delay_s=0.05)) as app:
        path = new_group(app.client, persona_count=PEOPLE)
        assert app.client.post(f"{path}/generate", json={"seed": 4}).status_code == 202
        while not list((home / "ranges").glob("*/part-*")):
            pass
    (folder,) = (home / "ranges").iterdir()
    assert not list(folder.glob("*.claim"))
    assert list(folder.glob("part-*"))
    with served_app(home, executors=shared(2)) as app:
        assert ended(app.client, path)["generation_status"] == "complete"
        assert people_of(app, path) == alone


def test_workers_word_a_study(tmp_path: Path) -> None:
    """Catches a study whose answers, or progress, depend on who words its reasons."""
    found = []
    for number, executors in enumerate((ALONE, shared(2))):
        with served_app(tmp_path / str(number) / "home", executors=executors) as app:
            group = generated(app.client, new_group(app.client, persona_count=2), seed=4)
            asked = {**values_of(study()), "people": {"groups": [group["id"]]}}
            path = new_study(app.client, asked)
            heard: list[object] = []
            app.app.state.boses.feed.listen(path.rpartition("/")[2], heard.append)
            assert app.client.post(f"{path}/ask", json={}).status_code == 202
            assert ended_study(app.client, path)["status"] == "complete"
            assert any(isinstance(event, RangesAnswered) for event in heard) == (executors is not ALONE)
            found.append(app.client.get(f"{path}/answers?page_size=100").raise_for_status().json()["items"])
    assert found[0]
    assert found[1] == found[0]


def test_actors_without_a_number_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches a server that goes on alone where it was told to use a cluster."""
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", ["boses", "serve", "--ray", "local"])
    with pytest.raises(SystemExit) as refused:
        cli.main()
    assert refused.value.code == 2
    assert "give --workers too" in capsys.readouterr().err
