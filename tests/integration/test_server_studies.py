"""Studies over HTTP: made, asked in the worker's queue, read, compared, written to files, deleted."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest
import yaml
from fastapi.testclient import TestClient
from support.asked import STUDY
from support.gate import PATIENCE_S, Gate, listener_awaited
from support.servers import API, ServedApp, default_project, ended_study, generated, new_group, new_study, served_app

from boses_engine.domain.study import Answer
from boses_engine.server import guard
from boses_engine.store import Store
from boses_engine.studies.file import check_study, parse_study, values_of

EVERYTHING: dict[str, Any] = yaml.safe_load(STUDY)
SHORT: dict[str, Any] = {
    "name": "Short",
    "people": {"groups": ["Complete"]},
    "questions": [
        {"id": "adverts", "kind": "likert", "scale": "agreement", "text": "I trust what adverts say."},
        {"id": "why", "kind": "open", "text": "What do you look at first when you buy a phone?"},
    ],
}
MANILA: dict[str, Any] = {"gender": "All", "location": "Philippines", "occupation": "any", "age_max": 60}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """An app with two complete groups; tests make studies of their own."""
    home = tmp_path_factory.mktemp("shop") / "home"
    with patch.multiple(guard, RATE=1e9, BURST=1e9), served_app(home) as app:
        generated(app.client, new_group(app.client, name="Complete", persona_count=4, **MANILA))
        generated(app.client, new_group(app.client, name="Askable", persona_count=5, **{**MANILA, "age_min": 20}))
        yield app


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[ServedApp]:
    """An app whose worker does nothing, with a group that has nobody yet."""
    with served_app(tmp_path / "home", worker=False) as app:
        new_group(app.client, name="Complete")
        yield app


def asked(app: ServedApp, **changed: object) -> tuple[str, dict[str, Any]]:
    """A study, of `SHORT` with some fields changed, that was asked to its end; its path and what it is then."""
    path = new_study(app.client, {**SHORT, **changed})
    app.client.post(f"{path}/ask").raise_for_status()
    return path, ended_study(app.client, path)


@pytest.mark.slow
def test_a_study_of_all_kinds_gives_the_answers_of_the_command(shop: ServedApp, tmp_path: Path) -> None:
    """Catches answers that depend on who asked: over HTTP, or the engine itself on the same people."""
    path, study = asked(shop, **EVERYTHING)
    assert (study["status"], study["progress"], study["reason"]) == ("complete", None, None)
    told = [json.loads(line) for line in shop.client.get(f"{path}/export").text.splitlines()]
    assert study["answers"] == len(told) > 100
    design = parse_study(STUDY)
    *_, last = shop.engine.ask(design, resume=False)
    assert sorted(map(json.dumps, told)) == sorted(
        json.dumps(each.model_dump(mode="json"))
        for each in last.answers  # type: ignore[union-attr]
    )


def test_a_study_is_as_it_was_sent_and_nobody_is_asked(idle: ServedApp) -> None:
    """Catches a field that is lost on the way to the store and back, and a second study where a client tries again."""
    base = f"{API}/projects/{default_project(idle.client)}/studies"
    body = {**EVERYTHING, "people": {"groups": ["Complete"]}}
    made = idle.client.post(base, json=body)
    assert made.status_code == 201, made.text
    study = made.json()
    assert check_study({name: study[name] for name in body}) == check_study(body)
    assert [study[name] for name in ("status", "progress", "reason", "asked_id", "answers")] == [None] * 4 + [0]
    assert made.headers["location"] == f"{base}/{study['id']}"
    assert idle.client.get(made.headers["location"]).json() == study
    again = idle.client.post(base, json=body | {"name": " Everything "})
    assert (again.status_code, again.json()) == (200, study)
    assert idle.client.get(base).json()["items"] == [study]
    assert idle.client.get(f"{base}/{study['id']}/answers").json()["items"] == []
    assert idle.client.get(f"{base}/{study['id']}/figures").json() == []


def test_a_study_file_and_its_values_are_the_same() -> None:
    """Catches a field that `values_of` forgets, and a study that the pages would change by showing it."""
    design = parse_study(
        STUDY
        + "".join(["  - {id: sure, kind: open, text: Why so, show_if: {question: wallet, is: ", "[GCash, Maya]}}\n"])
    )
    design = design.model_copy(
        update={
            "people": check_study(
                SHORT | {"people": {"filter": {"market": "PH", "age": "18-24", "sex": "Female"}}}
            ).people
        }
    )
    assert check_study(values_of(design)) == design


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": True}, "name"),
        ({"questions": []}, "questions"),
        ({"questions": None}, "questions"),
        ({"questions": [{"id": "a", "kind": "open"}]}, "questions.0"),
        ({"questions": [{"id": "a", "kind": "opn", "text": "b"}]}, "questions.0.kind"),
        ({"questions": [{"id": "a", "kind": "choice", "text": "b", "options": ["x", "X"]}]}, "questions.0.options.1"),
        ({"questions": [{"id": "a", "kind": "open", "text": "b", "options": ["x"]}]}, "questions.0.options"),
        ({"questions": [*SHORT["questions"], {**SHORT["questions"][0]}]}, "questions.2.id"),
        ({"questions": [{**SHORT["questions"][1], "show_if": {"question": "x"}}]}, "questions.0.show_if.question"),
        ({"people": {"groups": ["Nobody"]}}, "people.groups.0"),
        ({"people": {"personas": ["p-none"]}}, "people.personas.0"),
        ({"people": {}}, "people"),
        ({"seed": -1}, "seed"),
        ({"repeats": 2.5}, "repeats"),
        ({"repeats": 1e300}, "repeats"),
        ({"groups": ["Complete"]}, "groups"),
    ],
)
def test_a_wrong_field_is_named(shop: ServedApp, changed: dict[str, object], field: str) -> None:
    """Catches a form that cannot show its user what to correct, and a study that is kept all the same."""
    base = f"{API}/projects/{default_project(shop.client)}/studies"
    before = shop.client.get(base).json()["total"]
    answer = shop.client.post(base, json={**SHORT, **changed})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert "line 0" not in answer.text
    assert str(shop.home) not in answer.text
    assert shop.client.get(base).json()["total"] == before


def test_the_form_asks_single_people_and_who_fits(shop: ServedApp) -> None:
    """Catches a form whose people are lost on the way to the study and back, and a mistake shown at no field."""
    project = default_project(shop.client)
    form = f"/projects/{project}/studies/new"
    known = shop.store.personas("Complete")[0]
    fields = {"action": "make", "name": "By form", "people.personas": f"{known.id}\n", "people.filter.age": "20-30"}
    fields |= {"people.filter.sex": "Female", "people.filter.income": "", "people.filter.market": ""}
    fields |= {"questions.0.id": "plan", "questions.0.kind": "likert", "questions.0.text": "I trust what adverts say."}
    fields |= {"questions.0.scale": "agreement", "questions.1.id": "why", "questions.1.kind": "open"}
    fields |= {"questions.1.text": "Why?", "questions.1.show_if.question": "plan", "questions.1.show_if.at_least": "4"}
    page = TestClient(shop.app, cookies=shop.cookie(), follow_redirects=False)
    made = page.post(form, data=fields)
    assert made.status_code == 303, made.text
    study = shop.client.get(f"{API}{made.headers['location']}").json()
    assert study["people"] == {"personas": [known.id], "filter": {"sex": "Female", "age": "20-30"}}
    assert study["questions"][1]["show_if"] == {"question": "plan", "at_least": 4}
    again = page.get(f"{form}?from={study['id']}").text
    assert known.id in again
    assert 'value="20-30"' in again
    shown = page.get(made.headers["location"]).text
    assert "1 named one by one, all who are Female, 20-30" in shown
    for field, wrong in (
        ("people.personas", "p-nobody"),
        ("people.filter.age", "old"),
        ("people.filter.market", "IDN"),
    ):
        refused = page.post(form, data=fields | {field: wrong})
        assert (refused.status_code, f'id="{field}-told"' in refused.text) == (422, True), field


@pytest.mark.races
def test_groups_and_studies_wait_in_one_queue(idle: ServedApp) -> None:
    """Catches a study that jumps the queue, a second try that is queued twice, and a queued one that is deleted."""
    first, last = new_group(idle.client, name="First"), new_group(idle.client, name="Last")
    study = new_study(idle.client, SHORT)
    idle.client.post(f"{first}/generate").raise_for_status()
    told = idle.client.post(f"{study}/ask")
    assert told.status_code == 202
    idle.client.post(f"{last}/generate").raise_for_status()
    assert idle.client.post(f"{study}/ask", json={"again": True, "by": "similarity"}).json() == told.json()
    assert told.json()["status"] == "pending"
    waiting = {"done": 0, "total": 0, "stage": "queued", "seconds_left": None}
    assert told.json()["progress"] == {**waiting, "place": 2, "paused": None}
    assert idle.client.get(last).json()["progress"]["place"] == 3
    assert idle.client.delete(study).status_code == 409
    project = study.rpartition("/studies")[0]
    assert idle.client.delete(project).status_code == 409
    for row in idle.store.queue():
        idle.store.leave_queue(row.group_id)
    assert idle.client.delete(project).status_code == 409, "the study is still queued"
    idle.store.end_study(study.rpartition("/")[2], failure="enough")
    assert idle.client.delete(project).status_code == 204
    assert idle.store.project_studies("default") == []


@pytest.mark.races
def test_the_queue_has_an_end_for_studies_too(idle: ServedApp) -> None:
    """Catches a limit that counts groups alone."""
    with patch("boses_engine.server.routes.studies.QUEUE_MOST", 1):
        idle.client.post(f"{new_group(idle.client)}/generate").raise_for_status()
        refused = idle.client.post(f"{new_study(idle.client, SHORT)}/ask")
    assert refused.status_code == 429
    assert "retry-after" in refused.headers


def test_a_complete_study_is_asked_anew_only_when_that_is_said(shop: ServedApp) -> None:
    """Catches answers that another asking changes, and a study that does not see its group's new people."""
    group = new_group(shop.client, name="Changing", persona_count=2, **MANILA)
    generated(shop.client, group)
    path, study = asked(shop, name="Changing", people={"groups": ["Changing"]})
    refused = shop.client.post(f"{path}/ask")
    assert (refused.status_code, refused.headers["content-type"]) == (409, "application/problem+json")
    before = shop.client.get(f"{path}/answers").json()
    shop.client.post(f"{path}/ask", json={"again": True}).raise_for_status()
    assert ended_study(shop.client, path)["asked_id"] == study["asked_id"]
    assert shop.client.get(f"{path}/answers").json() == before
    generated(shop.client, group, regenerate=True)
    shop.client.post(f"{path}/ask", json={"again": True}).raise_for_status()
    assert ended_study(shop.client, path)["asked_id"] != study["asked_id"]
    people = {answer["persona"] for answer in shop.client.get(f"{path}/answers").json()["items"]}
    assert len(people) == 2
    assert not people & {answer["persona"] for answer in before["items"]}


def test_answers_come_in_pages(shop: ServedApp) -> None:
    """Catches an answer that is on two pages or on none, and a question that is not the one asked for."""
    path, study = asked(shop, name="Pages", repeats=3)
    whole = [json.loads(line) for line in shop.client.get(f"{path}/export").text.splitlines()]
    pages = [shop.client.get(f"{path}/answers", params={"page": n, "page_size": 5}).json() for n in range(1, 7)]
    assert [each for page in pages for each in page["items"]] == whole
    assert {page["total"] for page in pages} == {len(whole)} == {24}
    some = shop.client.get(f"{path}/answers", params={"question": "why"}).json()
    assert [each["question"] for each in some["items"]] == ["why"] * 12
    assert shop.client.get(f"{path}/answers", params={"question": "no"}).status_code == 422


def test_files_of_a_study(shop: ServedApp) -> None:
    """Catches a file that cannot be read, and a report that a person who was deleted since breaks."""
    group = new_group(shop.client, name="Leaving", persona_count=2, **{**MANILA, "age_min": 40})
    generated(shop.client, group)
    path, study = asked(shop, name="<Files>", people={"groups": ["Complete", "Leaving"]})
    for format in ("csv", "parquet"):
        answer = shop.client.get(f"{path}/export", params={"format": format})
        assert answer.headers["content-disposition"] == f'attachment; filename="{study["id"]}.{format}"'
        file = shop.home / f"answers.{format}"
        file.write_bytes(answer.content)
        assert duckdb.execute(f"SELECT count(*) FROM '{file}'").fetchall() == [(12,)]
    page = shop.client.get(f"{path}/export", params={"format": "html"}).text
    assert "&lt;Files&gt;" in page
    assert "by group" in page
    assert shop.client.delete(group).status_code == 204
    after = shop.client.get(f"{path}/export", params={"format": "html"})
    assert after.status_code == 200
    assert "by group" not in after.text, "there is one group left"
    assert len(shop.client.get(f"{path}/export").text.splitlines()) == 12


def test_figures_are_those_of_the_report(shop: ServedApp) -> None:
    """Catches a share that is not of the people, and cuts that do not add up to everybody."""
    path, _ = asked(shop, name="Figures", people={"groups": ["Complete", "Askable"]})
    found = shop.client.get(f"{path}/figures").json()
    everybody = next(each for each in found if (each["question"], each["cut"]) == ("adverts", "all"))
    assert everybody["asked"] == 9
    by_group = [each for each in found if (each["question"], each["cut"]) == ("adverts", "group")]
    assert {each["part"]: each["asked"] for each in by_group} == {"Complete": 4, "Askable": 5}
    shares = [each["value"] for each in everybody["figures"] if each["label"][:2] in ("1 ", "2 ", "3 ", "4 ", "5 ")]
    assert sum(shares[:5]) == pytest.approx(1)


@pytest.mark.slow
def test_studies_and_groups_are_compared(shop: ServedApp) -> None:
    """Catches sides that change places, and a group's side with everybody in it."""
    one, first = asked(shop, name="One")
    two, second = asked(shop, name="Two", people={"groups": ["Askable"]}, seed=3)
    both, third = asked(shop, name="Both", people={"groups": ["Complete", "Askable"]})
    rows = shop.client.get(f"{one}/compare", params={"with": second["id"]}).json()
    back = shop.client.get(f"{two}/compare", params={"with": first["id"]}).json()
    assert [(each["a"], each["b"]) for each in rows] == [(each["b"], each["a"]) for each in back]
    query = {"with": third["id"], "group": "Complete", "with_group": "Askable"}
    parts = shop.client.get(f"{both}/compare", params=query).json()
    figures = shop.client.get(f"{both}/figures").json()
    for at, name in (("a", "Complete"), ("b", "Askable")):
        (part,) = [each for each in figures if (each["question"], each["part"]) == ("adverts", name)]
        assert {each["label"]: each[at] for each in parts} == {f["label"]: f["value"] for f in part["figures"]}
    assert shop.client.get(f"{one}/compare", params={"with": "st-0"}).status_code == 404
    assert shop.client.get(f"{one}/compare", params={"with": second["id"], "group": "x"}).status_code == 404


def told(app: ServedApp, path: str) -> list[tuple[str, Any]]:
    """All server-sent events of a study until the stream ends."""
    blocks = app.client.get(f"{path}/events").raise_for_status().text.split("\n\n")[:-1]
    return [(name[7:], json.loads(data[6:])) for name, data in (block.split("\n") for block in blocks)]


@pytest.mark.races
def test_events_tell_each_answer_and_the_end(tmp_path: Path) -> None:
    """Catches a listener who is not told of the end, and one who comes late and is told nothing."""
    gate = Gate()
    with served_app(tmp_path / "home", model=gate.model) as app, gate:
        generated(app.client, new_group(app.client, name="Complete", persona_count=2, **MANILA))
        path = new_study(app.client, SHORT)
        gate.close()
        app.client.post(f"{path}/ask").raise_for_status()
        assert gate.reached.wait(PATIENCE_S)
        now = app.client.get(path).json()
        assert (now["status"], now["progress"]["stage"], now["progress"]["total"]) == ("generating", "asking", 4)
        with listener_awaited(app.app) as listens:
            apart = ThreadPoolExecutor(1).submit(told, app, path)
            assert listens.wait(PATIENCE_S)
        gate.open()
        study = ended_study(app.client, path)
        events = apart.result(PATIENCE_S)
        assert [name for name, _ in events] == (
            ["study_started"] + ["answered"] * (4 - events[0][1]["done"]) + ["study_finished", "study"]
        )
        assert {Answer.model_validate(data["answer"]).persona for name, data in events if name == "answered"}
        assert events[-2][1]["report"]["answers"] == 4
        assert "answers" not in events[-2][1]
        assert events[-1][1] == {"status": "complete"}
        assert told(app, path) == [("study", {"status": "complete"})]
        assert study["asked_id"] == events[0][1]["study_id"]


def test_a_study_that_cannot_be_asked_says_why_and_the_server_goes_on(shop: ServedApp) -> None:
    """Catches a worker that one study ends, and a failed study that cannot be asked again."""
    new_group(shop.client, name="Empty")
    path, study = asked(shop, name="Nobody there", people={"groups": ["Empty"]})
    assert study["status"] == "failed"
    assert "nobody" in study["reason"]
    with patch("boses_engine.studies.ask.ask", side_effect=ZeroDivisionError):
        other, broken = asked(shop, name="Broken")
    assert (broken["status"], "ZeroDivisionError" in broken["reason"]) == ("failed", True)
    shop.client.post(f"{other}/ask").raise_for_status()
    assert ended_study(shop.client, other)["status"] == "complete"


def test_a_deleted_study_takes_its_answers_along(shop: ServedApp) -> None:
    """Catches answers that stay behind, those of another project's study that go too, and people who go."""
    path, study = asked(shop, name="Gone")
    people = len(shop.store.personas())
    assert shop.store.answers(study["asked_id"])
    other = shop.store.add_study(check_study({**SHORT, "name": "Gone"}), "elsewhere")
    shop.store.take_up_study(other, study["asked_id"], "record")
    assert shop.client.delete(path).status_code == 204
    assert shop.client.get(path).status_code == 404
    assert shop.store.answers(study["asked_id"]), "another project has them too"
    shop.store.delete_study(other)
    assert shop.store.answers(study["asked_id"]) == []
    assert study["asked_id"] not in {row.id for row in shop.store.asked_studies()}
    assert len(shop.store.personas()) == people


def test_a_project_asks_its_own_people_only(shop: ServedApp) -> None:
    """Catches a study that reaches another project's people by a group's name, a person's id, or a filter."""
    project = shop.client.post(f"{API}/projects", json={"name": "Apart"}).json()["id"]
    generated(shop.client, new_group(shop.client, project, name="Ours", persona_count=1, **MANILA))
    stranger = shop.store.personas("Complete")[0]
    base = f"{API}/projects/{project}/studies"
    for people in ({"groups": ["Complete"]}, {"personas": [stranger.id]}, {"personas": [stranger.name]}):
        answer = shop.client.post(base, json={**SHORT, "people": people})
        assert answer.status_code == 422
        assert "Askable" not in answer.text
    path = new_study(shop.client, {**SHORT, "people": {"filter": {"market": "PH"}}}, project)
    shop.client.post(f"{path}/ask").raise_for_status()
    ended_study(shop.client, path)
    asked_of = {answer["persona"] for answer in shop.client.get(f"{path}/answers").json()["items"]}
    assert asked_of == {person.id for person in shop.store.personas("Ours")}


def test_a_study_waits_for_the_next_start(tmp_path: Path) -> None:
    """Catches a queue of studies that ends with the process, and a study without its way of finding points."""
    home = tmp_path / "home"
    with served_app(home, worker=False) as app:
        new_group(app.client, name="Complete", persona_count=1, **MANILA)
        path = new_study(app.client, SHORT)
        app.client.post(f"{path}/ask", json={"by": "similarity"}).raise_for_status()
    with Store(home / "boses.duckdb") as store:
        assert [row.study_id for row in store.study_queue()] == [path.rpartition("/")[2]]
    with served_app(home) as app:
        study = ended_study(app.client, path)
    assert (study["status"], study["by"]) == ("failed", "similarity"), "nobody is in the group"
