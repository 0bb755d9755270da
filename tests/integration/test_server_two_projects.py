"""Calls as the API's description tells of them, by the tokens of two projects: no server error, nothing of the other.

`BOSES_API_CALLS=10000` makes so many.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from support.servers import API, ServedApp, ended_study, generated, new_group, new_study, served_app

from boses_engine.avatars.double import DoublePainter
from boses_engine.server import guard

pytestmark = pytest.mark.slow
CALLS = int(os.environ.get("BOSES_API_CALLS", "400"))
QUESTION = {"id": "why", "kind": "open", "text": "What do you look at first when you choose a shop online?"}
IDS = ("project_id", "group_id", "study_id", "persona_id", "token_id", "model")


class House:
    """A project with people, a study and a token of its own; `secrets` are texts that its token alone may read."""

    def __init__(self, app: ServedApp, name: str):
        self.name = name
        project = app.client.post(f"{API}/projects", json={"name": f"Project of {name}"}).json()["id"]
        self.path = new_group(app.client, project, name=f"Secret group of {name}", persona_count=2)
        generated(app.client, self.path, seed=len(name))
        study = {"name": f"Secret study of {name}", "people": {"groups": [f"Secret group of {name}"]}}
        asked = new_study(app.client, {**study, "questions": [QUESTION]}, project)
        app.client.post(f"{asked}/ask").raise_for_status()
        ended_study(app.client, asked)
        people = app.client.get(f"{self.path}/personas").json()["items"]
        self.token = app.new_token(f"token of {name}", project=f"Project of {name}")
        self.ids = {
            "project_id": project,
            "group_id": self.path.rpartition("/")[2],
            "study_id": asked.rpartition("/")[2],
            "persona_id": people[0]["id"],
            "token_id": self.token.split("_")[1],
            "model": f"persona/{people[0]['id']}",
        }
        self.secrets = [
            *(f"{what} of {name}" for what in ("Project", "Secret group", "Secret study")),
            *(person[key] for person in people for key in ("id", "backstory", "quote")),
        ]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedApp]:
    monkeypatch.setattr(guard, "RATE", 1e9)
    monkeypatch.setattr(guard, "BURST", 1e9)
    with served_app(tmp_path / "home", painter=DoublePainter()) as served:
        yield served


def test_two_projects_never_meet(app: ServedApp) -> None:
    """Catches 500, and any text of a project in an answer to the other's token, whichever ids are put together."""
    houses = [House(app, "Lefty"), House(app, "Righter")]
    app.app.state.boses.worker.stop()  # what is queued from now on stays so
    app.app.state.boses.worker.wake = lambda: None
    statuses, crossed = Counter[int](), 0
    chance = random.Random(7)
    described = schemathesis.openapi.from_dict(app.app.openapi())
    operations = []
    for found in described.exclude(path_regex="/events$").get_all_operations():
        assert isinstance(found, Ok)
        operations.append(found.ok())
    each = -(-CALLS // (2 * len(operations)))
    clients = [app.with_token(house.token) for house in houses]
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @seed(7)
            @settings(
                max_examples=each,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def call(case: "schemathesis.Case[Any]") -> None:
                nonlocal crossed
                caller = chance.randrange(2)
                other = houses[1 - caller]
                mine = chance.random() < 0.5
                for name in IDS:
                    if name in case.path_parameters and chance.random() < 0.9:
                        mixed = houses[caller] if (mine or chance.random() < 0.3) else other
                        case.path_parameters[name] = mixed.ids[name]
                own = {name: houses[caller].ids[name] for name in IDS if name in case.path_parameters}
                if case.method == "DELETE" and case.path_parameters == own:
                    return  # there would soon be nothing left to find
                sent: dict[str, Any] = case.as_transport_kwargs(base_url="http://testserver")
                headers = {**dict(sent.pop("headers", None) or {}), "Authorization": f"Bearer {houses[caller].token}"}
                headers["Host"] = "testserver"
                sent = {key: sent[key] for key in ("method", "url", "params", "json", "data") if key in sent}
                data = sent.pop("data", None)
                content: dict[str, Any] = {"content": data} if isinstance(data, bytes | str) else {}
                answer = clients[caller].request(**sent, **content, headers=headers)
                statuses[answer.status_code] += 1
                crossed += not mine
                assert answer.status_code < 500 or answer.status_code == 503, (case, answer.text)
                for secret in other.secrets:
                    asked = f"{sent}{content}"  # what the caller sent may come back
                    assert secret not in answer.text or secret in asked, (case.method, case.path, secret)

            with suppress(Unsatisfiable):  # there is nothing to send that could be wrong
                call()
    for house in houses:  # and all is still there
        listed = app.client.get(f"{house.path}/personas")
        assert (listed.status_code, listed.json()["total"]) == (200, 2), house.name
    assert {200, 404, 422} <= set(statuses), statuses
    print(f"{sum(statuses.values())} calls, {crossed} of them with ids of the other: {dict(sorted(statuses.items()))}")
