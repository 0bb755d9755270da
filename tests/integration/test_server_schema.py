"""The API against its own OpenAPI: thousands of calls, right and wrong ones, none answered in an undocumented way."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from support.servers import GROUP, ServedApp, default_project, ended_study, generated, new_group, new_study, served_app

from boses_engine.avatars.double import DoublePainter
from boses_engine.server.examples import STUDY

pytestmark = pytest.mark.slow
EXAMPLES = 5  # right calls of each operation, and as many wrong ones
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """A server without a worker: what is queued stays so, and nobody waits for it."""
    with served_app(tmp_path_factory.mktemp("schema") / "home", worker=False) as running:
        yield running


def test_every_answer_is_as_it_is_documented(served: ServedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a server error, a status, media type, header or body that OpenAPI does not tell of."""
    monkeypatch.setattr("boses_engine.server.guard.RATE", 1e6)
    monkeypatch.setattr("boses_engine.server.guard.BURST", 1e6)
    served.app.state.boses.worker.ready = True
    ours = {"Authorization": f"Bearer {served.token}", "Host": "testserver"}
    project = default_project(served.client)
    group = served.client.post(f"/api/v1/projects/{project}/persona-groups", json=GROUP).json()["id"]
    study = new_study(served.client, STUDY, project).rpartition("/")[2]
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", served.app, headers=ours)
    statuses = Counter[int]()
    seen = []
    # A stream of events has no end to be checked; other tests read it.
    for found in described.exclude(path_regex="/events$").get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        seen.append(operation.label)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def call(case: "schemathesis.Case[Any]") -> None:
                # With made-up ids nearly all calls would end in 404; DELETE keeps them, or there would soon be nothing.
                if case.method != "DELETE" and "project_id" in case.path_parameters:
                    case.path_parameters["project_id"] = project
                    for name, key in (("group_id", group), ("study_id", study)):
                        if name in case.path_parameters:
                            case.path_parameters[name] = key
                answer = case.call(headers=ours)
                statuses[answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

            with suppress(Unsatisfiable):  # there is nothing to send that could be wrong
                call()
    assert len(seen) >= 29
    assert {200, 201, 202, 404, 422} <= set(statuses), statuses
    assert not [status for status in statuses if status >= 500]
    print(f"{sum(statuses.values())} calls of {len(seen)} operations: {dict(sorted(statuses.items()))}")


def test_answers_with_people_are_as_they_are_documented(tmp_path: Path) -> None:
    """Catches a person, a portrait, a file or a member of the library that OpenAPI describes another way."""
    with served_app(tmp_path / "home", painter=DoublePainter()) as served:
        path = new_group(served.client, persona_count=2)
        generated(served.client, path)
        asked = new_study(served.client, STUDY)
        served.client.post(f"{asked}/ask").raise_for_status()
        ended_study(served.client, asked)
    with served_app(tmp_path / "home", worker=False) as served:  # each call of schemathesis starts and ends the app
        served.app.state.boses.worker.ready = True
        _, _, _, _, project, _, group = path.split("/")
        person = served.client.get(f"{path}/personas").json()["items"][0]["id"]
        given = {"project_id": project, "group_id": group, "persona_id": person, "token_id": "000000000000"}
        given |= {"study_id": asked.rpartition("/")[2], "model": f"persona/{person}"}
        ours = {"Authorization": f"Bearer {served.token}", "Host": "testserver"}
        described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", served.app, headers=ours)
        answered = []
        for found in described.include(method="GET").exclude(path_regex="/events$").get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()
            ids = {each.name: given[each.name] for each in operation.path_parameters}
            formats: tuple[str | None, ...] = (None,)
            if operation.path.endswith("/export"):
                formats = ("jsonl", "csv", "parquet", "html")
            if operation.path.endswith("{project_id}/export"):
                formats = ("jsonl", "codebook")
            for format in formats:
                other = given["study_id" if "study_id" in ids else "group_id"]
                query = {"with": other} if operation.path.endswith("/compare") else {}
                query |= {"format": format} if format else {}
                case = operation.Case(path_parameters=ids, query=query)
                answer = case.call(headers=ours)
                assert answer.status_code == 200, operation.label
                case.validate_response(answer, checks=CHECKS)
                answered.append(operation.label)
        assert len(answered) >= 24
