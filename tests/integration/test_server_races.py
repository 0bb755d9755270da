"""Calls that overtake each other: whatever their order, no server error, nothing half there, nothing of others told.

`BOSES_RACES=1000` runs so many rounds.
"""

import os
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from support.moments import GUARD_S
from support.servers import API, GROUP, ServedApp, ended, served_app

from boses_engine.server import guard

pytestmark = [pytest.mark.slow, pytest.mark.races]
ROUNDS = int(os.environ.get("BOSES_RACES", "40"))
AT_ONCE = 6
ALLOWED = {200, 201, 202, 204, 404, 409, 422, 429}
SECRET = "Secret of the neighbour"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedApp]:
    monkeypatch.setattr(guard, "RATE", 1e9)
    monkeypatch.setattr(guard, "BURST", 1e9)
    with served_app(tmp_path / "home") as served:
        yield served


def test_create_patch_generate_cancel_and_delete_at_once(app: ServedApp) -> None:
    """Catches 500 for whoever comes second, a project or token that lives after its end, a group that is deleted while
    it is made, and names of another project in a refusal."""
    neighbour = app.client.post(f"{API}/projects", json={"name": "neighbour"}).json()["id"]
    app.client.post(f"{API}/projects/{neighbour}/persona-groups", json={**GROUP, "name": SECRET}).raise_for_status()
    answers = Counter[tuple[str, int]]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(ROUNDS):
            for what, answer in one_round(app, pool, random.Random(number)):
                answers[what, answer.status_code] += 1
                assert answer.status_code in ALLOWED, (number, what, answer.status_code, answer.text)
                assert SECRET not in answer.text
                assert str(app.home) not in answer.text
    assert app.client.get("/readyz").status_code == 200
    assert app.client.get(f"{API}/projects/{neighbour}/persona-groups").json()["total"] == 1
    for what in ("create", "patch", "generate", "cancel", "delete", "delete project", "token"):
        good = sum(count for (name, status), count in answers.items() if name == what and status < 300)
        assert good, f"no {what} ever came through: {answers}"
    left = app.store
    assert {row.name for row in left.projects()} >= {"default", "neighbour"}
    for (count,) in left.rows(
        """SELECT count(*) FROM queue WHERE group_id NOT IN (SELECT id FROM groups)
           UNION ALL SELECT count(*) FROM groups WHERE project NOT IN (SELECT name FROM projects)
           UNION ALL SELECT count(*) FROM memberships WHERE group_id NOT IN (SELECT id FROM groups)
           UNION ALL SELECT count(*) FROM memberships WHERE persona_id NOT IN (SELECT id FROM personas)
           UNION ALL SELECT count(*) FROM runs WHERE group_id NOT IN (SELECT id FROM groups)
           UNION ALL SELECT count(*) FROM tokens WHERE revoked_at_utc IS NULL AND project IS NOT NULL
                     AND project NOT IN (SELECT id FROM projects)"""
    ):
        assert count == 0, "something is left of what was deleted"
    print(f"{ROUNDS} rounds: {dict(sorted(answers.items()))}")


def one_round(app: ServedApp, pool: ThreadPoolExecutor, chance: random.Random) -> list[tuple[str, Any]]:
    """A project with a group, and what happens to both at once; its end is looked at."""
    name = f"racing {chance.random()}"
    project = app.client.post(f"{API}/projects", json={"name": name}).json()["id"]
    here = f"{API}/projects/{project}"
    group = app.client.post(f"{here}/persona-groups", json={**GROUP, "persona_count": 1}).json()["id"]
    path = f"{here}/persona-groups/{group}"
    calls: dict[str, Callable[[], Any]] = {
        "create": lambda: app.client.post(f"{here}/persona-groups", json={**GROUP, "name": "Another"}),
        "patch": lambda: app.client.patch(path, json={"name": f"Changed {chance.random()}"}),
        "generate": lambda: app.client.post(f"{path}/generate", json={}),
        "cancel": lambda: app.client.post(f"{path}/cancel"),
        "delete": lambda: app.client.delete(path),
        "delete project": lambda: app.client.delete(here),
        "token": lambda: app.client.post(f"{API}/tokens", json={"name": "late", "project_id": project}),
    }
    chosen = [*chance.sample(sorted(calls), 4), *chance.choices(sorted(calls), k=AT_ONCE - 4)]
    begin = threading.Barrier(len(chosen))

    def racing(what: str) -> tuple[str, Any]:
        begin.wait(GUARD_S)
        return what, calls[what]()

    told = list(pool.map(racing, chosen))
    gone = any(what == "delete project" and answer.status_code == 204 for what, answer in told)
    assert (app.client.get(here).status_code == 404) == gone
    tokens = [answer.json()["token"] for what, answer in told if what == "token" and answer.status_code == 201]
    if gone:  # a project of that name is another one, which no token of the first opens
        app.client.post(f"{API}/projects", json={"name": name}).raise_for_status()
        for token in tokens:
            assert app.with_token(token).get(f"{API}/projects").status_code == 401
    elif app.client.get(path).status_code == 200 and app.client.get(path).json()["progress"] is not None:
        ended(app.client, path)
    return told
