"""The HTTP API: what every call answers, from an empty project to people, portraits and files."""

import csv
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import duckdb
import jsonschema_rs
import pytest
from PIL import Image
from support.gate import PATIENCE_S, Gate, listener_awaited
from support.servers import (
    API,
    GROUP,
    ServedApp,
    default_project,
    ended,
    generated,
    new_group,
    new_study,
    served_app,
)

from boses_engine.avatars.double import DoublePainter
from boses_engine.domain.persona import Persona
from boses_engine.engine import Engine
from boses_engine.errors import ModelError
from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.export import EXPORT_FORMATS, FORMS, ExportFormat
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.pipeline.events import PersonaDone, RunFinished, RunStarted
from boses_engine.server import guard
from boses_engine.server.examples import STUDY
from boses_engine.server.routes.events import STREAMS
from boses_engine.server.wire import KINDS, from_json

PROBLEM = "application/problem+json"
JSON_TYPE = "application/json"


@contextmanager
def gated(home: Path, *, is_open: bool = True) -> Iterator[tuple[ServedApp, Gate]]:
    gate = Gate(is_open)
    with served_app(home, model=gate.model) as app, gate:
        yield app, gate


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """An app that paints, with one complete group; tests make further ones, and change none of its. How often they
    call depends on the machine, so that is not limited."""
    home = tmp_path_factory.mktemp("shop") / "home"
    with patch.multiple(guard, RATE=1e9, BURST=1e9), served_app(home, painter=DoublePainter()) as app:
        generated(app.client, new_group(app.client, name="Complete"))
        yield app


@pytest.fixture(scope="module")
def complete(shop: ServedApp) -> str:
    return new_group(shop.client, name="Complete")  # it is there already


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[ServedApp]:
    """An app whose worker does nothing: what is queued stays queued."""
    with served_app(tmp_path / "home", worker=False) as app:
        yield app


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """The same for all tests whose requests are refused: the first group and nothing else is in it."""
    with served_app(tmp_path_factory.mktemp("refusing") / "home", worker=False) as app:
        new_group(app.client)
        yield app


def id_of(path: str) -> str:
    return path.rpartition("/")[2]


def groups_of(app: ServedApp) -> str:
    return f"{API}/projects/{default_project(app.client)}/persona-groups"


def people_of(app: ServedApp, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = app.client.get(f"{path}/personas").raise_for_status().json()["items"]
    return found


def fields_of(answer: Any) -> list[str]:
    """The fields that a problem document names."""
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == PROBLEM
    return [each["field"] for each in answer.json()["errors"]]


def told(app: ServedApp, path: str) -> list[tuple[str, Any]]:
    """All server-sent events of a group until the stream ends: names with their data."""
    answer = app.client.get(f"{path}/events").raise_for_status()
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in answer.text.split("\n\n")[:-1]:
        name, data = block.split("\n")
        assert (name[:7], data[:6]) == ("event: ", "data: ")
        found.append((name[7:], json.loads(data[6:])))
    return found


def told_apart(app: ServedApp, path: str) -> "Any":
    """`told` in a thread of its own, once it listens; the test client gives nothing before the stream has ended."""
    with listener_awaited(app.app) as listens:
        apart = ThreadPoolExecutor(1).submit(told, app, path)
        assert listens.wait(PATIENCE_S)
    return apart


# Projects


def test_a_project_is_made_once(idle: ServedApp) -> None:
    """Catches a second project of the same name, a lost Location, and a project that the list or its id does not
    give back."""
    made = idle.client.post(f"{API}/projects", json={"name": " Snack launch "})
    assert made.status_code == 201
    assert (made.json()["name"], made.json()["persona_groups"]) == ("Snack launch", 0)
    assert idle.client.get(made.headers["location"]).json() == made.json()
    again = idle.client.post(f"{API}/projects", json={"name": "Snack launch"})
    assert (again.status_code, again.json()) == (200, made.json())
    new_group(idle.client, made.json()["id"])
    listed = {each["name"]: each for each in idle.client.get(f"{API}/projects").json()["items"]}
    assert listed["Snack launch"] == {**made.json(), "persona_groups": 1}


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": " "}, {"name": "a\nb"}, {"name": "\x9b2J"}, {"name": "x" * 201}, {"name": 7}]
)
def test_a_project_needs_a_line_of_a_name(refusing: ServedApp, body: object) -> None:
    """Catches projects that no list can show."""
    assert fields_of(refusing.client.post(f"{API}/projects", json=body)) == ["name"]


def test_a_deleted_project_takes_its_groups_along(idle: ServedApp) -> None:
    """Catches groups that stay behind, those of other projects that go too, and the deletion of a queued one."""
    kept = new_group(idle.client)
    project = idle.client.post(f"{API}/projects", json={"name": "Snacks"}).json()["id"]
    gone = new_group(idle.client, project)
    busy = new_group(idle.client, project, name="Busy")
    assert idle.client.post(f"{busy}/generate").status_code == 202
    assert idle.client.delete(f"{API}/projects/{project}").status_code == 409
    assert idle.client.get(gone).status_code == 200
    idle.store.leave_queue(id_of(busy))
    assert idle.client.delete(f"{API}/projects/{project}").status_code == 204
    for path in (f"{API}/projects/{project}", gone, busy):
        assert idle.client.get(path).status_code == 404
    assert idle.client.get(kept).status_code == 200


# Groups


def test_a_new_group_is_as_it_was_sent_and_nothing_runs(idle: ServedApp) -> None:
    """Catches a field that is lost or changed, and a status that says "pending" before anybody asked."""
    base = groups_of(idle)
    made = idle.client.post(base, json=GROUP)
    assert made.status_code == 201
    group = made.json()
    assert {name: group[name] for name in GROUP} == GROUP
    assert [group[name] for name in ("generation_status", "progress", "seed", "reason")] == [None] * 4
    assert group["personas"] == 0
    assert made.headers["location"] == f"{base}/{group['id']}"
    assert idle.client.get(made.headers["location"]).json() == group
    assert idle.client.get(base).json()["items"] == [group]
    assert idle.store.queue() == []


def test_a_group_says_what_to_know_of_its_segment(idle: ServedApp) -> None:
    """Catches people of a segment that hardly exists, or of work read as other work, made without a word."""
    usual = idle.client.get(new_group(idle.client, location="Philippines", occupation="any", gender="All")).json()
    assert usual["notes"] == []
    rare = idle.client.get(new_group(idle.client, occupation="jeepney driver", gender="Female")).json()
    assert any("hardly exist" in note for note in rare["notes"])


def test_the_same_group_again_is_the_same_group(idle: ServedApp) -> None:
    """Catches doubles where a client tries again because it did not hear the answer."""
    base = groups_of(idle)
    made = idle.client.post(base, json=GROUP)
    again = idle.client.post(base, json={**GROUP, "gender": " female"})  # blanks and case mean nothing
    assert (again.status_code, again.json()) == (200, made.json())
    assert idle.client.get(base).json()["total"] == 1


def test_the_number_of_people_may_be_left_out(idle: ServedApp) -> None:
    """Catches a default that differs from the one of group files."""
    body = {name: value for name, value in GROUP.items() if name != "persona_count"}
    assert idle.client.post(groups_of(idle), json=body).json()["persona_count"] == 5


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"age_max": 3}, ["age_max"]),
        ({"age_min": 30, "age_max": 20}, ["age_max"]),
        ({"age_min": "18"}, ["age_min"]),
        ({"gender": "Both"}, ["gender"]),
        ({"location": "Atlantis, Nowhere"}, ["location"]),
        ({"income_level": None}, ["income_level"]),
        ({"occupation": "x" * 201}, ["occupation"]),
        ({"persona_count": 0}, ["persona_count"]),
        ({"persona_count": 10_001}, ["persona_count"]),
        ({"sex": "Female"}, ["sex"]),
        ({"age_min": True, "name": 5}, ["name", "age_min"]),
    ],
)
def test_a_wrong_field_is_named(refusing: ServedApp, changed: dict[str, object], fields: list[str]) -> None:
    """Catches a form that cannot show its user which field to correct, and a group that is kept all the same."""
    base = groups_of(refusing)
    assert fields_of(refusing.client.post(base, json={**GROUP, **changed})) == fields
    assert refusing.client.get(base).json()["total"] == 1


def test_every_missing_field_is_named(refusing: ServedApp) -> None:
    """Catches an answer that tells of the first missing field only."""
    required = [name for name in GROUP if name != "persona_count"]
    assert fields_of(refusing.client.post(groups_of(refusing), json={})) == required


def test_a_group_is_changed_while_nobody_asked_for_it(idle: ServedApp) -> None:
    """Catches a change that loses the other fields or the id, and one that is not kept."""
    path = new_group(idle.client)
    changed = idle.client.patch(path, json={"persona_count": 8, "location": "Bandung, Indonesia"})
    assert changed.status_code == 200
    assert changed.json()["id"] == id_of(path)
    assert {name: changed.json()[name] for name in GROUP} == {
        **GROUP,
        "persona_count": 8,
        "location": "Bandung, Indonesia",
    }
    assert idle.client.get(path).json() == changed.json()
    assert new_group(idle.client) != path  # what it was before is free again


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"age_max": 17}, ["age_max"]),
        ({"id": "g-000000000000"}, ["id"]),
        ({"generation_status": "complete"}, ["generation_status"]),
        ({"location": "Atlantis, Nowhere"}, ["location"]),
        ({"name": ""}, ["name"]),
    ],
)
def test_a_change_obeys_the_rules_of_a_group(refusing: ServedApp, body: object, fields: list[str]) -> None:
    """Catches a PATCH that goes round the checks of POST: age_max 17 is right alone and wrong beside age_min 18."""
    path = new_group(refusing.client)
    before = refusing.client.get(path).json()
    assert fields_of(refusing.client.patch(path, json=body)) == fields
    assert refusing.client.get(path).json() == before


def test_a_change_to_what_is_there_already_is_a_conflict(idle: ServedApp) -> None:
    """Catches two groups of one definition, which would have the same people."""
    path = new_group(idle.client, name="One")
    new_group(idle.client, name="Two")
    answer = idle.client.patch(path, json={"name": "Two"})
    assert (answer.status_code, answer.headers["content-type"]) == (409, PROBLEM)
    assert idle.client.get(path).json()["name"] == "One"


def test_what_was_asked_for_cannot_be_changed_and_while_queued_not_deleted(idle: ServedApp) -> None:
    """Catches people that do not fit the group they belong to, and a run over a group that is gone."""
    path = new_group(idle.client)
    assert idle.client.post(f"{path}/generate").status_code == 202
    assert idle.client.patch(path, json={"persona_count": 9}).status_code == 409
    assert idle.client.delete(path).status_code == 409
    assert idle.client.get(path).json()["generation_status"] == "pending"


def test_a_deleted_group_is_gone_with_its_people(shop: ServedApp, complete: str) -> None:
    """Catches people that outlive their group, and a deletion that takes others' people."""
    assert shop.client.patch(complete, json={"persona_count": 9}).status_code == 409
    path = new_group(shop.client, name="Short-lived", gender="Male", persona_count=1)
    generated(shop.client, path)
    (person,) = people_of(shop, path)
    assert shop.client.delete(path).status_code == 204
    assert shop.client.get(path).status_code == 404
    assert shop.client.get(f"{path}/personas/{person['id']}").status_code == 404
    assert shop.client.delete(path).status_code == 404
    library = shop.client.get(f"{API}/library").json()["items"]
    assert person["id"] not in {member["persona"]["id"] for member in library}
    assert len(people_of(shop, complete)) == 3


def test_deleting_what_was_never_asked_for(idle: ServedApp) -> None:
    """Catches a deletion that needs a run."""
    path = new_group(idle.client)
    assert idle.client.delete(path).status_code == 204
    assert idle.client.get(path).status_code == 404


# Briefs


def test_parse_prompt_reads_and_creates_nothing(shop: ServedApp) -> None:
    """Catches a brief that leaves a group behind, or whose answer POST would not take."""
    base = groups_of(shop)
    before = shop.client.get(base).json()
    answer = shop.client.post(f"{base}/parse-prompt", json={"prompt": "Nurses in Cebu City, women aged 25 to 40"})
    assert answer.status_code == 200
    parsed = answer.json()
    assert (parsed["gender"], parsed["age_min"], parsed["age_max"]) == ("Female", 25, 40)
    assert "Cebu City" in parsed["location"]
    assert "persona_count" in parsed["assumed"]
    assert shop.client.get(base).json() == before
    fields = {name: parsed[name] for name in GROUP}
    made = shop.client.post(base, json=fields)
    assert made.status_code == 201
    shop.client.delete(made.headers["location"])


@pytest.mark.parametrize("prompt", ["", "good weather", "x" * 2001, "Men and only women in Manila and in Hanoi"])
def test_a_brief_that_is_no_group_is_told_why(shop: ServedApp, prompt: str) -> None:
    """Catches a group made up from nothing, and an error of the server's."""
    answer = shop.client.post(f"{groups_of(shop)}/parse-prompt", json={"prompt": prompt})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert len(answer.json()["detail"]) > 20


# Generation


def test_the_status_goes_from_null_to_complete(tmp_path: Path) -> None:
    """Catches a status that skips a step, a place in the queue that is wrong, and progress that stays afterwards."""
    with gated(tmp_path / "home", is_open=False) as (app, gate):
        first = new_group(app.client, name="First", persona_count=1)
        path, last = new_group(app.client), new_group(app.client, name="Last", persona_count=1)
        assert app.client.get(path).json()["generation_status"] is None
        app.client.post(f"{first}/generate")
        assert gate.reached.wait(PATIENCE_S)
        asked = app.client.post(f"{path}/generate", json={"seed": 7})
        assert asked.status_code == 202
        queued = {"done": 0, "total": 3, "stage": "queued", "seconds_left": None, "place": 1}
        queued |= {"workers": None, "paused": None}
        assert (asked.json()["generation_status"], asked.json()["progress"]) == ("pending", queued)
        assert app.client.get(path).json() == asked.json()
        assert app.client.post(f"{last}/generate").json()["progress"]["place"] == 2
        gate.close_at(app.app, id_of(path), RunStarted)
        gate.open()
        assert gate.reached.wait(PATIENCE_S)
        during = app.client.get(path).json()
        assert during["generation_status"] == "generating"
        assert (during["progress"]["done"], during["progress"]["total"]) == (0, 3)
        assert (during["progress"]["stage"], during["progress"]["place"]) == ("identity", None)
        assert app.client.get(last).json()["progress"]["place"] == 1
        assert ended(app.client, first)["generation_status"] == "complete"
        gate.open()
        after = ended(app.client, path)
        assert after["generation_status"] == "complete"
        assert (after["progress"], after["personas"], after["seed"], after["reason"]) == (None, 3, 7, None)
        assert ended(app.client, last)["generation_status"] == "complete"


@pytest.mark.races
def test_asking_again_while_queued_changes_nothing(idle: ServedApp) -> None:
    """Catches a client's second try that puts the group into the queue twice, or changes its seed."""
    path = new_group(idle.client)
    first = idle.client.post(f"{path}/generate", json={"seed": 3})
    for body in (None, {"seed": 4}, {"regenerate": True}):
        again = idle.client.post(f"{path}/generate", json=body)
        assert (again.status_code, again.json()) == (202, first.json())
    assert [(run.group_id, run.seed) for run in idle.store.queue()] == [(id_of(path), 3)]


@pytest.mark.races
def test_a_run_is_cancelled_and_gone_on_with(tmp_path: Path) -> None:
    """Catches a cancel that loses who is finished, leaves the group at work, or begins the group anew."""
    with gated(tmp_path / "home") as (app, gate):
        path = new_group(app.client, persona_count=12)
        gate.close_at(app.app, id_of(path), PersonaDone)
        app.client.post(f"{path}/generate", json={"seed": 5})
        assert gate.reached.wait(PATIENCE_S)
        told = app.client.post(f"{path}/cancel")
        assert (told.status_code, told.json()["generation_status"], told.json()["progress"]) == (202, "stopped", None)
        gate.open()
        until = time.monotonic() + PATIENCE_S
        while app.app.state.boses.worker.at is not None and time.monotonic() < until:
            time.sleep(0.01)
        stopped = app.client.get(path).json()
        assert stopped["generation_status"] == "stopped"
        assert 0 < stopped["personas"] < 12
        kept = people_of(app, path)
        assert app.client.post(f"{path}/cancel").status_code == 409
        whole = generated(app.client, path)
        assert (whole["generation_status"], whole["seed"], whole["personas"]) == ("complete", 5, 12)
        assert {person["id"] for person in kept} < {person["id"] for person in people_of(app, path)}


def test_what_waits_is_cancelled(idle: ServedApp) -> None:
    """Catches a cancelled group or study that stays in the queue, or that looks as if it had been begun."""
    path = new_group(idle.client)
    idle.client.post(f"{path}/generate")
    told = idle.client.post(f"{path}/cancel").json()
    assert (told["generation_status"], told["progress"], idle.store.queue()) == (None, None, [])
    study = new_study(idle.client, STUDY)
    idle.client.post(f"{study}/ask")
    told = idle.client.post(f"{study}/cancel").json()
    assert (told["status"], idle.store.study_queue()) == (None, [])
    assert idle.client.post(f"{study}/cancel").status_code == 409


def test_an_estimate_makes_nobody(shop: ServedApp) -> None:
    """Catches figures of the people that were measured instead of all, and people who are made on the way."""
    path = new_group(shop.client, name="Estimated", persona_count=900)
    one = shop.client.post(f"{path}/estimate", json={"seconds": 1}).json()
    assert (one["people"], one["megabytes"]) == (900, pytest.approx(72))
    assert one["tokens"] > 900 * 50
    assert shop.client.get(path).json()["personas"] == 0


@pytest.mark.races
def test_asking_again_while_generating_changes_nothing(tmp_path: Path) -> None:
    """Catches a run that is begun twice because its group had left the queue when work on it began."""
    with gated(tmp_path / "home", is_open=False) as (app, gate):
        path = new_group(app.client, persona_count=1)
        app.client.post(f"{path}/generate")
        assert gate.reached.wait(PATIENCE_S)
        again = app.client.post(f"{path}/generate", json={"regenerate": True, "seed": 9})
        assert (again.status_code, again.json()["generation_status"]) == (202, "generating")
        assert len(app.store.queue()) == 1
        gate.open()
        assert ended(app.client, path)["seed"] == 1


def test_a_complete_group_is_generated_anew_only_when_that_is_said(shop: ServedApp) -> None:
    """Catches a second click that costs minutes, other people that are the same ones, and a seed that gives others."""
    path = new_group(shop.client, name="Anew", gender="Male", occupation="Nurse")
    assert generated(shop.client, path)["seed"] == 1
    first = people_of(shop, path)
    refused = shop.client.post(f"{path}/generate")
    assert (refused.status_code, refused.headers["content-type"]) == (409, PROBLEM)
    assert "regenerate" in refused.json()["detail"]
    assert shop.client.get(path).json()["generation_status"] == "complete"
    assert generated(shop.client, path, regenerate=True)["seed"] == 2
    second = people_of(shop, path)
    assert len(second) == 3
    assert not {person["id"] for person in first} & {person["id"] for person in second}
    assert shop.client.get(f"{path}/personas/{first[0]['id']}").json() == first[0]  # the earlier ones are kept
    assert generated(shop.client, path, regenerate=True, seed=1)["seed"] == 1
    assert people_of(shop, path) == first


@pytest.mark.parametrize(
    "body", [{"seed": -1}, {"seed": 2**63}, {"seed": "7"}, {"seed": 7.5}, {"regenerate": 1}, {"again": True}, []]
)
def test_generate_takes_what_it_documents(refusing: ServedApp, body: object) -> None:
    """Catches a seed that is rounded or ignored, and a misspelt option that does nothing."""
    path = new_group(refusing.client)
    assert fields_of(refusing.client.post(f"{path}/generate", json=body)) != []
    assert refusing.store.queue() == []


def test_the_seed_after_the_last_one(shop: ServedApp) -> None:
    """Catches a number that the store cannot hold: the seed after 2^63 - 1."""
    path = new_group(shop.client, name="Last seed", persona_count=1, occupation="Driver")
    assert generated(shop.client, path, seed=2**63 - 1)["seed"] == 2**63 - 1
    again = generated(shop.client, path, regenerate=True)
    assert again["generation_status"] == "complete"
    assert again["seed"] not in (None, 2**63 - 1)


@pytest.mark.races
def test_a_run_that_has_ended_has_no_progress_before_it_leaves_the_queue(tmp_path: Path) -> None:
    """Catches a group that is complete, and queued, in one answer: asked between the run's end and the queue's."""
    ended_at, asked = threading.Event(), threading.Event()
    with served_app(tmp_path / "home") as app:
        leave = app.engine.store.leave_queue

        def leave_when_asked(group_id: str, **how: Any) -> None:
            ended_at.set()
            asked.wait(PATIENCE_S)
            leave(group_id, **how)

        with patch.object(app.engine.store, "leave_queue", leave_when_asked):
            path = new_group(app.client, persona_count=1)
            app.client.post(f"{path}/generate", json={}).raise_for_status()
            assert ended_at.wait(PATIENCE_S)
            group = app.client.get(path).json()
            asked.set()
            ended(app.client, path)
    assert (group["generation_status"], group["progress"]) == ("complete", None)


def test_a_failed_group_says_why_and_goes_on_when_asked(tmp_path: Path) -> None:
    """Catches a failure without a reason, one that cannot be tried again, and a second try with other people."""
    broken = threading.Event()
    broken.set()

    def answer(request: Request, text: str) -> str:
        if broken.is_set() and request.key.startswith("2/"):
            raise ModelError("out of memory")
        return text

    with served_app(tmp_path / "home", model=DoubleModel(spoil=answer)) as app:
        path = new_group(app.client)
        failed = generated(app.client, path, seed=5)
        assert (failed["generation_status"], failed["reason"]) == ("failed", "out of memory")
        assert (failed["personas"], failed["progress"]) == (2, None)
        stored = people_of(app, path)
        broken.clear()
        after = generated(app.client, path)
        assert (after["generation_status"], after["reason"], after["seed"]) == ("complete", None, 5)
        people = people_of(app, path)
        assert len(people) == 3
        assert [person for person in people if person in stored] == stored


def test_answers_that_tell_nothing_fail_no_group(tmp_path: Path) -> None:
    """Catches a group that fails for its texts: they are told by code then, and the record says so."""
    with served_app(tmp_path / "home", model=DoubleModel(spoil=lambda *_: "x")) as app:
        path = new_group(app.client)
        assert generated(app.client, path)["generation_status"] == "complete"
        people = people_of(app, path)
        assert len(people) == 3
        told = {"life_situation", "wants", "fears", "decides", "values", "spending", "backstory", "day"}
        assert all(told < set(person["provenance"]["worded_by_code"]) for person in people)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModelError("it is damaged"), "it is damaged"),
        (ZeroDivisionError("no"), "ZeroDivisionError"),
    ],
)
def test_an_error_of_a_run_is_its_groups_and_the_next_goes_on(tmp_path: Path, error: Exception, reason: str) -> None:
    """Catches a worker that dies with a run, one that tries the same run for ever, and a trace in the answer."""
    broken = threading.Event()
    broken.set()

    def answer(request: Request, text: str) -> str:
        if broken.is_set():
            raise error
        return text

    with served_app(tmp_path / "home", model=DoubleModel(spoil=answer)) as app:
        path = new_group(app.client, persona_count=1)
        failed = generated(app.client, path)
        assert failed["generation_status"] == "failed"
        assert reason in failed["reason"]
        assert "Traceback" not in failed["reason"]
        assert app.store.queue() == []
        broken.clear()
        other = generated(app.client, new_group(app.client, name="Other", persona_count=1))
        assert other["generation_status"] == "complete"
        assert generated(app.client, path)["generation_status"] == "complete"


@pytest.mark.races
def test_the_queue_has_an_end(idle: ServedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a queue that grows without limit, and a group that is marked as waiting though it is not."""
    monkeypatch.setattr("boses_engine.server.routes.groups.QUEUE_MOST", 3)
    for n in range(3):
        assert idle.client.post(f"{new_group(idle.client, name=f'Group {n}')}/generate").status_code == 202
    path = new_group(idle.client, name="One too many")
    answer = idle.client.post(f"{path}/generate")
    assert (answer.status_code, answer.headers["content-type"]) == (429, PROBLEM)
    assert int(answer.headers["retry-after"]) > 0
    assert idle.client.get(path).json()["generation_status"] is None
    idle.store.leave_queue(idle.store.queue()[0].group_id)
    assert idle.client.post(f"{path}/generate").status_code == 202


# People


def test_people_are_whole_and_one_by_one_the_same(shop: ServedApp, complete: str) -> None:
    """Catches a record that loses fields on its way, and a list in another order than the group's."""
    people = people_of(shop, complete)
    assert [Persona.model_validate(person) for person in people] == shop.store.personas(id_of(complete))
    for person in people:
        assert shop.client.get(f"{complete}/personas/{person['id']}").json() == person


def test_lists_come_in_pages(shop: ServedApp, complete: str) -> None:
    """Catches people that two pages show or none, and a total that counts the page."""
    everybody = people_of(shop, complete)
    pages = [
        shop.client.get(f"{complete}/personas", params={"page": n, "page_size": 2}).raise_for_status().json()
        for n in (1, 2, 3)
    ]
    assert [len(page["items"]) for page in pages] == [2, 1, 0]
    assert [person for page in pages for person in page["items"]] == everybody
    assert [(page["total"], page["page"], page["page_size"]) for page in pages] == [(3, n, 2) for n in (1, 2, 3)]


def test_all_lists_page_alike(idle: ServedApp) -> None:
    """Catches a list that ignores its page, or begins counting at 0."""
    names = [f"Group {n}" for n in range(5)]
    for name in names:
        new_group(idle.client, name=name)
        idle.client.post(f"{API}/projects", json={"name": f"of {name}"})
    for path, total in ((groups_of(idle), 5), (f"{API}/projects", 6), (f"{API}/library", 0)):
        first, second, third = (
            idle.client.get(path, params={"page": n, "page_size": 4}).raise_for_status().json() for n in (1, 2, 3)
        )
        shown = [*first["items"], *second["items"]]
        assert shown == idle.client.get(path).json()["items"]
        assert [len(shown), first["total"], len(third["items"])] == [total, total, 0]
    assert [group["name"] for group in idle.client.get(groups_of(idle)).json()["items"]] == names


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page_size=0", "page_size=101", "page=1000001"])
@pytest.mark.parametrize("list_", ["/projects", "/library", "groups", "people"])
def test_pages_that_cannot_be(shop: ServedApp, complete: str, query: str, list_: str) -> None:
    """Catches a page size that asks for everything at once, and a number that ends in an error of the store's."""
    path = {"groups": groups_of(shop), "people": f"{complete}/personas"}.get(list_, API + list_)
    assert fields_of(shop.client.get(f"{path}?{query}")) == [query.partition("=")[0]]


def test_people_of_another_group_are_not_there(shop: ServedApp, complete: str) -> None:
    """Catches a path whose group is not looked at: ids are told in files that are sent on."""
    other = new_group(shop.client, name="Bystanders", gender="Male", persona_count=1)
    generated(shop.client, other)
    (mine, theirs) = people_of(shop, other)[0]["id"], people_of(shop, complete)[0]["id"]
    for suffix in ("", "/avatar"):
        assert shop.client.get(f"{other}/personas/{mine}{suffix}").status_code == 200
        for wrong in (theirs, mine[:-1], mine + "0", people_of(shop, other)[0]["name"], "p-000000000000"):
            answer = shop.client.get(f"{other}/personas/{wrong}{suffix}")
            assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM), wrong


def test_ids_are_whole(shop: ServedApp, complete: str) -> None:
    """Catches lookups by name or by the beginning of an id, as commands have them: an address names one thing."""
    base, key = complete.rsplit("/", 1)
    project = base.removesuffix("/persona-groups")
    for path in (f"{base}/{key[:-1]}", f"{base}/Complete", f"{project[:-1]}", f"{API}/projects/default"):
        assert shop.client.get(path).status_code == 404, path


def test_a_portrait_is_a_png(shop: ServedApp, complete: str) -> None:
    """Catches another person's picture, and bytes that a browser takes for something else."""
    people = people_of(shop, complete)
    shown = [shop.client.get(f"{complete}/personas/{person['id']}/avatar") for person in people]
    for person, answer in zip(people, shown, strict=True):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.content == shop.store.portrait_png(person["id"])
        assert Image.open(io.BytesIO(answer.content)).format == "PNG"
    assert len({answer.content for answer in shown}) == 3


def test_without_a_portrait_there_is_none(tmp_path: Path) -> None:
    """Catches an empty picture, or an error, for people that nobody painted."""
    with served_app(tmp_path / "home") as app:
        path = new_group(app.client, persona_count=1)
        generated(app.client, path)
        (person,) = people_of(app, path)
        assert person["avatar"] is None
        answer = app.client.get(f"{path}/personas/{person['id']}/avatar")
        assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


# Files


def rows_of(format: str, content: bytes, folder: Path) -> list[str]:
    """The names in an exported file, read as its readers would."""
    if format == "jsonl":
        return [Persona.model_validate_json(line).name for line in content.splitlines()]
    if format == "csv":
        return [row["name"] for row in csv.DictReader(io.StringIO(content.decode()))]
    path = folder / "people.parquet"
    path.write_bytes(content)
    found = duckdb.sql(f"SELECT name FROM read_parquet('{path}')")
    assert found is not None
    return [name for (name,) in found.fetchall()]


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("jsonl", "application/x-ndjson"), ("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")],
)
def test_a_file_holds_everybody(shop: ServedApp, complete: str, tmp_path: Path, format: str, media_type: str) -> None:
    """Catches a file that its program cannot read, and one without a name to save it under."""
    answer = shop.client.get(f"{complete}/export", params={"format": format})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{id_of(complete)}.{format}"'
    assert rows_of(format, answer.content, tmp_path) == [person["name"] for person in people_of(shop, complete)]
    empty = shop.client.get(f"{new_group(shop.client, name='Nobody yet')}/export", params={"format": format})
    assert (empty.status_code, rows_of(format, empty.content, tmp_path)) == (200, [])


def test_the_gallery_is_one_file_with_everybody(shop: ServedApp, complete: str) -> None:
    """Catches a gallery that leaves people or portraits out, or fetches something when it is opened elsewhere."""
    answer = shop.client.get(f"{complete}/export?format=html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = answer.text
    for person in people_of(shop, complete):
        assert person["name"] in page
    assert len(set(re.findall(r"data:image/png;base64,[\w+/=]+", page))) == 3
    assert 'src="http' not in page
    assert "<link" not in page
    empty = shop.client.get(f"{new_group(shop.client, name='Nobody yet')}/export?format=html")
    assert empty.status_code == 200
    assert "Nobody yet" in empty.text


def test_the_default_file_is_jsonl_and_others_are_refused(shop: ServedApp, complete: str) -> None:
    """Catches a format that is misspelt and answered with another."""
    assert shop.client.get(f"{complete}/export").headers["content-type"] == "application/x-ndjson"
    assert fields_of(shop.client.get(f"{complete}/export?format=xml")) == ["format"]


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_every_format_is_a_file(shop: ServedApp, complete: str, format: ExportFormat) -> None:
    """Catches a format that is answered as another, or as an empty file, and a name that says nothing of it."""
    answer = shop.client.get(f"{complete}/export?format={format}")
    form = FORMS[format]
    assert answer.headers["content-type"].partition(";")[0] == form.media_type
    name = answer.headers["content-disposition"].partition("filename=")[2].strip('"')
    assert name.endswith(form.ending)
    assert format in name
    assert answer.content
    if form.files is not None:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            assert packed.testzip() is None


def test_the_codebook_is_a_file(shop: ServedApp, complete: str) -> None:
    answer = shop.client.get(f"{complete}/export?format=codebook")
    assert answer.headers["content-type"].startswith("text/markdown")
    assert answer.text == render_codebook()


def test_a_file_is_of_the_latest_run(shop: ServedApp) -> None:
    """Catches files that mix the people of two runs."""
    path = new_group(shop.client, name="Twice", persona_count=1, occupation="Teacher")
    generated(shop.client, path)
    generated(shop.client, path, regenerate=True)
    (person,) = people_of(shop, path)
    (line,) = shop.client.get(f"{path}/export").text.splitlines()
    assert json.loads(line) == person


# Server-sent events


@pytest.mark.races
def test_events_tell_the_whole_run_in_order(tmp_path: Path) -> None:
    """Catches events that are lost, out of order, or cannot be read again, and a stream that does not end."""
    gate = Gate(is_open=False)
    with served_app(tmp_path / "home", model=gate.model, painter=DoublePainter()) as app, gate:
        path = new_group(app.client)
        app.client.post(f"{path}/generate")
        listening = told_apart(app, path)
        gate.open()
        events = listening.result(PATIENCE_S)
        names = [name for name, _ in events]
        read = [from_json(name, data) for name, data in events if name in KINDS]
        assert isinstance(read[0], RunStarted)
        assert names[-2:] == ["run_finished", "group"]
        assert events[-1][1] == {"generation_status": "complete"}
        once = {"run_started": 1, "persona_done": 3, "portraits_started": 1, "portrait_done": 3}
        assert {name: names.count(name) for name in once} == once
        for slot in range(3):
            of_slot = [name for name, data in events if data.get("slot") == slot]
            stages = [name for name in of_slot if name != "field_answered"]
            assert stages == ["stage_done", "stage_done", "persona_done", "portrait_done"]
            assert of_slot[0] == "field_answered"
        people = people_of(app, path)
        written = {event.slot: event.persona.id for event in read if isinstance(event, PersonaDone)}
        assert [written[slot] for slot in range(3)] == [person["id"] for person in people]
        assert isinstance(read[-1], RunFinished)
        assert [person.model_dump(mode="json") for person in read[-1].personas] == people


@pytest.mark.races
@pytest.mark.parametrize("before", ["it begins", "it ends"])
def test_a_run_that_is_over_before_one_looks_is_told_whole(tmp_path: Path, before: str) -> None:
    """Catches a stream that finds nothing queued any more and drops what it has heard since it began to listen."""
    gate, listens, over = Gate(is_open=before == "it begins"), threading.Event(), threading.Event()
    with served_app(tmp_path / "home", model=gate.model) as app, gate:
        feed = app.app.state.boses.feed

        def begin(*args: Any, **more: Any) -> None:
            assert before == "it ends" or listens.wait(PATIENCE_S)
            type(feed).begin(feed, *args, **more)

        def end(key: str) -> None:
            type(feed).end(feed, key)
            over.set()

        def listen(*args: Any) -> Any:
            told = type(feed).listen(feed, *args)
            listens.set()
            gate.open()
            assert over.wait(PATIENCE_S)
            return told

        with patch.multiple(feed, begin=begin, end=end, listen=listen):
            path = new_group(app.client)
            app.client.post(f"{path}/generate")
            assert before == "it begins" or gate.reached.wait(PATIENCE_S)
            names = [name for name, _ in told(app, path)]
        assert (names[0], names.count("persona_done"), names[-2:]) == ("run_started", 3, ["run_finished", "group"])


@pytest.mark.races
def test_who_comes_late_is_told_who_is_done(tmp_path: Path) -> None:
    """Catches a page that is opened in the middle of a run and shows fewer people than there are."""
    with gated(tmp_path / "home") as (app, gate):
        path = new_group(app.client)
        gate.close_at(app.app, id_of(path), PersonaDone)
        app.client.post(f"{path}/generate")
        assert gate.reached.wait(PATIENCE_S)
        done = app.client.get(path).json()["progress"]["done"]
        assert 1 <= done < 3
        listening = told_apart(app, path)
        gate.open()
        events = listening.result(PATIENCE_S)
        assert [name for name, _ in events[: 1 + done]] == ["run_started"] + ["persona_done"] * done
        assert [data["persona"]["id"] for name, data in events if name == "persona_done"] != []
        told_of = {data["persona"]["id"] for name, data in events if name == "persona_done"}
        assert told_of == {person["id"] for person in people_of(app, path)}
        assert sum(name == "persona_done" for name, _ in events) == 3
        assert [name for name, _ in events[-2:]] == ["run_finished", "group"]


@pytest.mark.races
@pytest.mark.parametrize("asked", [False, True])
def test_events_of_a_group_that_is_not_at_work_end_at_once(shop: ServedApp, complete: str, asked: bool) -> None:
    """Catches a stream that never ends because nothing happens any more."""
    path = complete if asked else new_group(shop.client, name="Never asked for")
    assert told(shop, path) == [("group", {"generation_status": "complete" if asked else None})]


@pytest.mark.races
def test_events_end_with_a_run_that_failed(tmp_path: Path) -> None:
    """Catches a stream that waits for an end which a broken run does not tell."""

    def fail(request: Request, text: str) -> str:
        raise ModelError("broken")

    with served_app(tmp_path / "home", model=DoubleModel(spoil=fail)) as app:
        path = new_group(app.client, persona_count=1)
        generated(app.client, path)
        assert told(app, path) == [("group", {"generation_status": "failed"})]


@pytest.mark.races
def test_listeners_are_sent_away_when_the_server_ends(tmp_path: Path) -> None:
    """Catches a server that cannot end while somebody listens."""
    with gated(tmp_path / "home", is_open=False) as (app, gate):
        path = new_group(app.client)
        app.client.post(f"{path}/generate")
        assert gate.reached.wait(PATIENCE_S)
        listening = told_apart(app, path)
        app.app.state.boses.feed.close()
        events = listening.result(PATIENCE_S)
        assert events[-1] == ("group", {"generation_status": "generating"})
        assert STREAMS.there == 0


# What else there is


def test_snapshots_have_one_in_use_for_each_market(shop: ServedApp) -> None:
    """Catches a market without its snapshot, and two that both claim to be in use."""
    found = shop.client.get(f"{API}/snapshots").raise_for_status().json()
    assert sorted(each["market"] for each in found if each["in_use"]) == ["ID", "PH", "VN"]
    folder = shop.engine.settings.snapshots
    for each in found:
        assert (folder / each["market"] / f"{each['version']}.json").is_file()
        assert each["version"].startswith(each["date"])


def test_the_library_has_the_people_of_complete_groups(shop: ServedApp, complete: str) -> None:
    """Catches a library that shows half-finished groups, and one whose people differ from the groups'."""
    members = shop.client.get(f"{API}/library?page_size=100").raise_for_status().json()
    assert members["total"] == len(members["items"])
    by_id = {member["persona"]["id"]: member for member in members["items"]}
    for person in people_of(shop, complete):
        member = by_id[person["id"]]
        assert member["persona"]["backstory"] == person["backstory"]
        assert member["studies"] >= 1
        assert (member["outcome"], member["retired"]) == (None, False)


def test_tokens_are_made_told_once_and_revoked(idle: ServedApp) -> None:
    """Catches a secret that a list gives away, one that does not work, and a revocation without effect."""
    made = idle.client.post(f"{API}/tokens", json={"name": "field team", "expires": "90d"})
    assert made.status_code == 201
    text = made.json()["token"]
    assert idle.with_token(text).get(f"{API}/projects").status_code == 200
    listed = idle.client.get(f"{API}/tokens")
    assert text.split("_", 2)[2] not in listed.text  # the secret may have that sign too
    (row,) = [each for each in listed.json() if each["id"] == made.json()["id"]]
    assert row == {name: value for name, value in made.json().items() if name != "token"}
    revoked = idle.client.delete(f"{API}/tokens/{row['id']}")
    assert revoked.status_code == 200
    assert revoked.json()["revoked_at"] is not None
    assert idle.with_token(text).get(f"{API}/projects").status_code == 401
    again = idle.client.delete(f"{API}/tokens/{row['id']}")
    assert again.json()["revoked_at"] == revoked.json()["revoked_at"]
    assert idle.client.delete(f"{API}/tokens/000000000000").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": " "},
        {"name": "x" * 101},
        {"name": "a\x1b[2J"},
        {"name": "x", "expires": "soon"},
        {"name": "x", "a": 1},
    ],
)
def test_a_token_that_cannot_be(refusing: ServedApp, body: object) -> None:
    """Catches a token without a name, or one that never ends because its end was misspelt."""
    before = len(refusing.store.tokens())
    assert refusing.client.post(f"{API}/tokens", json=body).status_code == 422
    assert len(refusing.store.tokens()) == before


# Health


def test_alive_and_ready_need_no_token(shop: ServedApp) -> None:
    """Catches a watcher that is refused, and one that is told "ready" though nothing is."""
    assert shop.anyone.get("/healthz").json() == {"status": "ok"}
    assert shop.anyone.get("/readyz").json() == {"status": "ready"}


def test_not_ready_before_the_model_is_loaded(refusing: ServedApp) -> None:
    """Catches a balancer that sends work to a server which would let it wait."""
    assert refusing.anyone.get("/healthz").status_code == 200
    answer = refusing.anyone.get("/readyz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert int(answer.headers["retry-after"]) > 0


def test_not_ready_without_weights_and_briefs_say_so(tmp_path: Path) -> None:
    """Catches a server that dies without weights, or says "an error of the engine's own" of a file that is missing."""
    missing, told = ModelError("no weights: `boses models pull` brings them"), threading.Event()
    with (
        patch.object(Engine, "load_writer", side_effect=missing),
        patch.object(Engine, "language_model", side_effect=missing),
        patch("boses_engine.server.worker._LOG", Mock(warning=lambda *_: told.set())),
        served_app(tmp_path / "home") as app,
    ):
        assert told.wait(PATIENCE_S)
        for answer in (
            app.anyone.get("/readyz"),
            app.client.post(f"{groups_of(app)}/parse-prompt", json={"prompt": "Nurses in Cebu City"}),
        ):
            assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
            assert answer.json()["detail"] == str(missing)


def test_figures_count_what_happened(shop: ServedApp) -> None:
    """Catches counters that stand still, and a form that Prometheus does not read."""

    def figures() -> dict[str, float]:
        answer = shop.anyone.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    before = figures()
    generated(shop.client, new_group(shop.client, name="Counted", persona_count=2, occupation="Cook"))
    after, until = figures(), time.monotonic() + PATIENCE_S
    while after["boses_queue_length"] and time.monotonic() < until:  # it leaves the queue after its group is complete
        after = figures()

    def rise(name: str) -> float:
        return after[name] - before.get(name, 0)

    people = [f'boses_personas_total{{outcome="{how}"}}' for how in ("written", "reused")]
    assert sum(rise(name) for name in people if name in after) == 2
    assert rise('boses_model_tokens_total{kind="written"}') > 0
    assert rise('boses_http_requests_total{method="POST",status="202"}') == 1
    assert rise('boses_http_request_seconds_count{method="POST"}') == 2
    assert (after["boses_queue_length"], after["boses_model_loaded"]) == (0, 1)


# Problems and the description


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("GET", "/projects/", {}, 404),
        ("GET", "/projects/prj-000000000000", {}, 404),
        ("GET", "/projects/prj-000000000000/persona-groups/g-000000000000/personas", {}, 404),
        ("PUT", "/projects", {"json": {}}, 405),
        ("GET", "/projects", {"headers": {"Authorization": "Bearer nonsense"}}, 401),
        ("GET", "/projects", {"headers": {"Host": "elsewhere.example"}}, 421),
        ("POST", "/projects", {"headers": {"Origin": "http://elsewhere.example"}}, 403),
        ("POST", "/projects", {"content": b"x" * 300_000}, 413),
        ("POST", "/projects", {"content": b"{", "headers": {"Content-Type": JSON_TYPE}}, 422),
        ("POST", "/projects", {"json": []}, 422),
        ("POST", "/projects", {"content": b""}, 422),
        ("POST", "/tokens", {"json": {"name": "x", "project_id": "prj-000000000000"}}, 404),
        ("GET", "/library?page=x", {}, 422),
    ],
)
def test_errors_are_problem_documents(
    shop: ServedApp, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    """Catches an error in another form: a client reads one."""
    answer = shop.client.request(method, API + path, **options)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    told = answer.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert set(told) - {"errors"} == {"type", "title", "status", "detail"}
    assert len(told["title"]) > 3
    assert len(told["detail"]) > 10
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


def documented(app: ServedApp) -> dict[str, Any]:
    found: dict[str, Any] = app.client.get(f"{API}/openapi.json").raise_for_status().json()
    return found


def example_of(content: dict[str, Any], schemas: dict[str, Any]) -> object:
    """The example of a body: its own, or that of its schema, of a list's or page's items; None without one."""
    if "example" in content:
        return content["example"]
    schema = content.get("schema", {})
    if "example" in schema:
        return schema["example"]
    if "$ref" in schema:
        return example_of({"schema": schemas[schema["$ref"].rpartition("/")[2]]}, schemas)
    for one in schema.get("anyOf", []):
        if (found := example_of({"schema": one}, schemas)) is not None:
            return found
    if items := schema.get("items") or schema.get("properties", {}).get("items"):
        return example_of({"schema": items}, schemas)
    return None


def test_every_body_has_an_example(shop: ServedApp) -> None:
    """Catches a new call whose description shows nobody what to send or expect."""
    told = documented(shop)
    missing = []
    for path, calls in told["paths"].items():
        for method, call in calls.items():
            bodies = [("request", call.get("requestBody", {})), *call["responses"].items()]
            for name, body in bodies:
                for media_type, content in body.get("content", {}).items():
                    plain = content.get("schema", {}).get("additionalProperties") == {"type": "string"}  # of /healthz
                    if media_type not in (JSON_TYPE, PROBLEM) or plain:
                        continue
                    if example_of(content, told["components"]["schemas"]) is None:
                        missing.append(f"{method} {path} {name}")
    assert missing == []


def test_the_examples_are_right(idle: ServedApp) -> None:
    """Catches an example that the call it stands at refuses, or that an answer would never look like."""
    told = documented(idle)
    schemas, base = told["components"]["schemas"], groups_of(idle)

    def body(path: str, method: str) -> object:
        content = told["paths"][path][method]["requestBody"]["content"][JSON_TYPE]
        return example_of(content, schemas)

    groups = f"{API}/projects/{{project_id}}/persona-groups"
    assert idle.client.post(f"{API}/projects", json=body(f"{API}/projects", "post")).status_code == 201
    made = idle.client.post(base, json=body(groups, "post"))
    assert made.status_code == 201
    path = made.headers["location"]
    assert idle.client.patch(path, json=body(f"{groups}/{{group_id}}", "patch")).status_code == 200
    asked = idle.client.post(f"{path}/generate", json=body(f"{groups}/{{group_id}}/generate", "post"))
    assert asked.status_code == 202
    studies = f"{API}/projects/{{project_id}}/studies"
    study = idle.client.post(base.replace("persona-groups", "studies"), json=body(studies, "post"))
    asking = idle.client.post(f"{study.headers['location']}/ask", json=body(f"{studies}/{{study_id}}/ask", "post"))
    assert (study.status_code, asking.status_code) == (201, 202)
    parsed = idle.client.post(f"{base}/parse-prompt", json=body(f"{groups}/parse-prompt", "post"))
    assert parsed.status_code == 200
    token = idle.client.post(f"{API}/tokens", json=body(f"{API}/tokens", "post"))
    assert token.status_code == 201
    for name, real in (("PersonaGroup", asked), ("ParsedFields", parsed), ("MadeToken", token), ("Study", asking)):
        assert set(schemas[name]["example"]) == set(real.json()), name
    for name, schema in schemas.items():
        if "example" in schema:
            jsonschema_rs.validate({"$ref": f"#/components/schemas/{name}", **told}, schema["example"])
    Persona.model_validate(schemas["Persona"]["example"])


def test_every_call_is_described(shop: ServedApp) -> None:
    """Catches a call without a word on what it does, or whose errors are not told."""
    told = documented(shop)
    for path, calls in told["paths"].items():
        for method, call in calls.items():
            assert call.get("description"), (method, path)
            if path.startswith(API):
                assert {"401", "421", "429"} <= set(call["responses"]), (method, path)
                assert call["security"], (method, path)
