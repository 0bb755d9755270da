"""Sessions of browsers, the log of who came in, and calls that another overtakes."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient
from support.servers import API, GROUP, ServedApp, new_group, new_study, served_app

from boses_engine.errors import NotFoundError
from boses_engine.groups.fields import check_fields
from boses_engine.server import audit, throttle
from boses_engine.server.access import COOKIE, SESSION_LIFE, make_token
from boses_engine.server.problems import ProblemError
from boses_engine.server.quota import Quota
from boses_engine.server.worker import without_paths
from boses_engine.store import Store

QUESTION = {"id": "why", "kind": "open", "text": "What do you look at first when you choose a shop online?"}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[ServedApp]:
    with served_app(tmp_path / "home", worker=False) as served:
        yield served


def signed_in(app: ServedApp, token: str) -> TestClient:
    browser = TestClient(app.app, follow_redirects=False)
    assert browser.post("/sign-in", data={"token": token}).status_code == 303
    return browser


def log(app: ServedApp) -> list[dict[str, str]]:
    return [json.loads(line) for line in (app.home / audit.NAME).read_text(encoding="utf-8").splitlines()]


def test_signing_out_ends_the_session_and_not_the_token(app: ServedApp) -> None:
    """Catches a cookie that is the token itself, and a copy of it that lives on after signing out."""
    browser, other = signed_in(app, app.token), signed_in(app, app.token)
    session = str(browser.cookies[COOKIE])
    assert session not in app.token
    assert app.token.split("_", 2)[2] not in session
    copy = TestClient(app.app, cookies={COOKIE: session}, follow_redirects=False)
    assert copy.get("/projects").status_code == 200
    assert copy.get(f"{API}/projects", headers={"Authorization": f"Bearer {session}"}).status_code == 401
    browser.post("/sign-out")
    assert COOKIE not in browser.cookies
    assert copy.get("/projects").status_code == 303
    assert copy.get(f"{API}/projects").status_code == 401
    assert other.get("/projects").status_code == app.client.get(f"{API}/projects").status_code == 200


def test_a_session_ends_with_its_hours_and_its_token(app: ServedApp) -> None:
    """Catches a session without an end, and one that outlives a token that ended or was revoked."""
    row, text = make_token(app.store, "brief", life=timedelta(hours=1))
    long, short, revoked = signed_in(app, app.token), signed_in(app, text), signed_in(app, app.new_token())
    with patch("boses_engine.server.access.datetime") as clock:
        clock.now.return_value = datetime.now(UTC) + timedelta(minutes=59)
        assert long.get("/projects").status_code == short.get("/projects").status_code == 200
        clock.now.return_value = datetime.now(UTC) + timedelta(minutes=61)
        assert (long.get("/projects").status_code, short.get("/projects").status_code) == (200, 303)
        clock.now.return_value = datetime.now(UTC) + SESSION_LIFE
        assert long.get("/projects").status_code == 303
    other = next(each for each in app.store.tokens() if each.name == "other")
    app.client.delete(f"{API}/tokens/{other.id}")
    assert revoked.get("/projects").status_code == 303
    assert long.get("/projects").status_code == 200


def test_a_session_outlives_a_restart(tmp_path: Path) -> None:
    """Catches sessions that are kept in memory alone, and a secret of theirs on disk."""
    with served_app(tmp_path / "home", worker=False) as app:
        session = str(signed_in(app, app.token).cookies[COOKIE])
    assert session.encode() not in (tmp_path / "home" / "boses.duckdb").read_bytes()
    with served_app(tmp_path / "home", worker=False) as app:
        browser = TestClient(app.app, cookies={COOKIE: session}, follow_redirects=False)
        assert browser.get("/projects").status_code == 200


def test_who_came_and_who_did_not_is_kept(app: ServedApp) -> None:
    """Catches a token that is used or made unseen, a secret in the log, and one that others may read."""
    browser = signed_in(app, app.token)
    browser.post("/sign-out")
    made = app.client.post(f"{API}/tokens", json={"name": "made"}).json()
    app.with_token(made["token"]).get(f"{API}/projects")
    app.with_token(made["token"]).get(f"{API}/projects")
    app.client.delete(f"{API}/tokens/{made['id']}")
    app.with_token(made["token"]).get(f"{API}/projects")
    TestClient(app.app).post("/sign-in", data={"token": "boses_wrong"})
    own = app.token.split("_")[1]
    assert [(line["what"], line.get("token")) for line in log(app)] == [
        ("signed in", own),
        ("signed out", None),
        ("let in", own),
        ("token made", made["id"]),
        ("let in", made["id"]),
        ("token revoked", made["id"]),
        ("refused", None),
        ("refused", None),
    ]
    text = (app.home / audit.NAME).read_text(encoding="utf-8")
    assert not any(secret in text for secret in (app.token, made["token"], made["token"].split("_", 2)[2], "wrong"))
    assert (app.home / audit.NAME).stat().st_mode & 0o077 == 0


def test_the_log_of_refusals_does_not_fill_the_disk(app: ServedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a line for each of a million guesses, and one that keeps the server from answering."""
    monkeypatch.setattr(throttle, "MINUTE_S", 1e9)
    for _ in range(throttle.MOST + 30):
        assert app.with_token("boses_guess").get(f"{API}/projects").status_code == 401
    assert len(log(app)) == throttle.MOST
    monkeypatch.setattr(throttle, "MINUTE_S", 0.0)
    app.with_token("boses_guess").get(f"{API}/projects")
    assert log(app)[-1]["left_out"] == "30"
    (app.home / audit.NAME).unlink()
    app.app.state.boses.audit.close()
    (app.home / audit.NAME).mkdir()  # it cannot be written any more
    assert app.with_token("boses_guess").get(f"{API}/projects").status_code == 401


def test_the_same_message_again_and_again_is_told_some_times(caplog: pytest.LogCaptureFixture) -> None:
    """Catches a log that grows by 6 MB a second while connections cannot be taken."""
    complaining = logging.getLogger("complaining")
    complaining.addFilter(throttle.Throttle())
    for number in range(1000):
        complaining.warning("socket.accept() out of system resource %d", number)
    complaining.warning("another")
    assert len(caplog.records) == throttle.MOST + 1


# Calls that another overtakes


def test_nothing_is_made_in_a_project_that_is_gone(app: ServedApp) -> None:
    """Catches a group, a study or a token that brings a deleted project back to life."""
    row, _ = app.store.add_project("torn down")
    app.store.delete_project("torn down")
    with pytest.raises(NotFoundError):
        app.store.add_group(check_fields(GROUP, source="group"), "torn down", make_project=False)
    with pytest.raises(NotFoundError):
        make_token(app.store, "late", project="torn down")
    assert [each.name for each in app.store.projects()] == ["default"]
    assert [each.name for each in app.store.tokens()] == ["test"]


def test_a_late_change_does_not_reach_the_group_of_a_longer_id(app: ServedApp) -> None:
    """Catches ids that are taken for beginnings of others, and answers that tell other projects' names or paths."""
    project = app.client.post(f"{API}/projects", json={"name": "one"}).json()["id"]
    path = f"{API}/projects/{project}/persona-groups"
    first = app.client.post(path, json=GROUP).json()["id"]
    app.client.patch(f"{path}/{first}", json={"name": "Changed"})
    second = app.client.post(path, json=GROUP).json()["id"]
    assert second == f"{first}-2"
    found = app.store.group_of_id(first)
    app.store.delete_group(first)
    with patch.object(Store, "group_of_id", side_effect=[found, None, None]):
        answer = app.client.patch(f"{path}/{first}", json={"name": "Late"})
    assert (answer.status_code, "Jakarta" in answer.text, str(app.home) in answer.text) == (404, False, False)
    assert app.store.group(second).group.name == GROUP["name"]


def test_reasons_name_no_folders() -> None:
    """Catches the machine's paths in what everybody who sees a group may read."""
    told = without_paths("cannot read /home/ann/models/a.gguf: damaged; see https://example.org/a/b, 1/2 of it.")
    assert told == "cannot read …/a.gguf: damaged; see https://example.org/a/b, 1/2 of it."


# One project among others


def test_no_project_fills_the_queue(app: ServedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a project that takes all places of the queue, by groups or by studies."""
    monkeypatch.setattr("boses_engine.server.routes.groups.QUEUE_OF_PROJECT", 2)
    monkeypatch.setattr("boses_engine.server.routes.studies.QUEUE_OF_PROJECT", 2)
    greedy, other = (app.client.post(f"{API}/projects", json={"name": name}).json()["id"] for name in "ab")
    paths = [new_group(app.client, greedy, name=f"Group {number}") for number in range(3)]
    assert [app.client.post(f"{path}/generate").status_code for path in paths] == [202, 202, 429]
    study = {"name": "Late", "people": {"groups": ["Group 0"]}, "questions": [QUESTION]}
    refused = app.client.post(f"{new_study(app.client, study, greedy)}/ask")
    assert (refused.status_code, "of the project" in refused.json()["detail"]) == (429, True)
    assert int(refused.headers["Retry-After"]) > 0
    assert app.client.post(f"{paths[0]}/generate").status_code == 202  # it is there already
    assert app.client.post(f"{new_group(app.client, other)}/generate").status_code == 202


def test_a_quota_is_of_one_and_of_all() -> None:
    """Catches places that are not given back, by an error either, and one project that takes them all."""
    quota = Quota(3, 2, "files are being made", 5)
    with quota.one_more("a"), quota.one_more("a"):
        with pytest.raises(ProblemError, match="2 of the project"), quota.one_more("a"):
            pass
        with quota.one_more("b"), pytest.raises(ProblemError, match="3 files"), quota.one_more("c"):
            pass
        with pytest.raises(ZeroDivisionError), quota.one_more("b"):
            raise ZeroDivisionError
        assert quota.there == 2
    assert quota.there == 0


def test_files_and_streams_have_quotas(app: ServedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches an export or a stream that passes the quota by, and one of another project that is refused."""
    full = Quota(10, 0, "are there", 5)
    path = new_group(app.client)
    monkeypatch.setattr("boses_engine.server.routes.people.FILES", full)
    monkeypatch.setattr("boses_engine.server.routes.events.STREAMS", full)
    for call in ("export", "export?format=html", "events"):
        assert app.client.get(f"{path}/{call}").status_code == 429, call
    assert app.client.get(f"{path}/export?format=codebook").status_code == 200
