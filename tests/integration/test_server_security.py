"""Who gets in, what they may see, and what the server does with hostile requests."""

import hashlib
import html
import json
import resource
import select
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock, patch

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from support.gate import PATIENCE_S, Gate
from support.listening import Listening, listening
from support.servers import (
    API,
    GROUP,
    ServedApp,
    default_project,
    ended,
    ended_study,
    generated,
    new_group,
    new_study,
    served_app,
)

from boses_engine.avatars.double import DoublePainter
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.server import guard
from boses_engine.server import serve as serving
from boses_engine.server.access import COOKIE, make_token
from boses_engine.server.app import create_app
from boses_engine.settings import Settings

PROBLEM = "application/problem+json"
FOR_PROGRAMS = ("/api/", "/v1/")  # the others are pages
JSON_TYPE = {"Content-Type": "application/json"}
QUESTION = {"id": "why", "kind": "open", "text": "What do you look at first when you choose a shop online?"}
NEVER_S, SOON_S = 86_400.0, 0.2  # how long the server below waits for slow clients
SHIPPED_S = {"header": serving.HEADER_SECONDS, "body": guard.BODY_SECONDS}
SHIPPED_RATE: dict[str, Any] = {"RATE": guard.RATE, "BURST": guard.BURST}


def all_calls() -> list[tuple[str, str]]:
    """Every method and path that the app has, in the description or not."""
    engine = Engine(Settings.from_env({"BOSES_HOME": "/nowhere/home"}), model=DoubleModel(), avatars=False)
    found = []
    for route in iter_route_contexts(create_app(engine).routes):
        found += [(method, str(route.path)) for method in sorted(set(route.methods or ()) - {"HEAD"})]
    return found


CALLS = all_calls()
OPEN = {  # whoever comes may call these
    *(("GET", path) for path in ("/healthz", "/readyz", "/metrics", f"{API}/openapi.json", "/sign-in")),
    ("GET", "/static/{name}"),
    ("GET", "/docs"),  # the description of the calls, as a page
    *(("POST", path) for path in ("/sign-in", "/sign-out")),
}
OWNERS = {
    ("POST", f"/owner/{what}") for what in ("{name}", "cancel/{key}", "library/search")
} | {  # by the socket alone
    ("POST", f"/owner/personas/{{key}}/{what}") for what in ("rewrite", "passport", "replay")
}
GUARDED = [call for call in CALLS if call not in OPEN | OWNERS]
OF_A_PROJECT = [call for call in GUARDED if "{project_id}" in call[1]]
OF_NO_PROJECT = {  # what a project's token gets there
    ("POST", f"{API}/projects"): 403,
    ("GET", f"{API}/projects"): 200,  # its own, tested below
    ("GET", f"{API}/snapshots"): 200,  # the machine's
    ("GET", f"{API}/library"): 200,  # its own people, tested below
    ("POST", f"{API}/tokens"): 403,
    ("GET", f"{API}/tokens"): 403,
    ("DELETE", f"{API}/tokens/{{token_id}}"): 403,
    ("GET", "/v1/models"): 200,  # its own people, as below
    ("GET", "/v1/models/{model:path}"): 404,
    ("POST", "/v1/chat/completions"): 404,
    ("GET", "/"): 303,  # to its own project
    ("GET", "/projects"): 200,
    ("POST", "/projects"): 403,
    ("GET", f"{API}/deletions"): 200,  # its own, tested below
    ("POST", f"{API}/deletions/{{deletion_id}}/restore"): 404,
    ("DELETE", f"{API}/deletions/{{deletion_id}}"): 404,
    ("POST", "/deletions/{deletion_id}"): 404,
    ("GET", "/library"): 200,
    ("GET", "/snapshots"): 200,
    ("GET", "/snapshots/{market}/{version}"): 404,
}
ELSEWHERE = {  # parts of addresses that are of no project
    **{"token_id": "000000000000", "name": "pages.css", "key": "p-0", "deletion_id": "d-0"},
    **{"market": "ID", "version": "2024-05-22-000000000000"},
}
each_call = pytest.mark.parametrize(("method", "path"), CALLS, ids=[" ".join(call) for call in CALLS])
each_guarded = pytest.mark.parametrize(("method", "path"), GUARDED, ids=[" ".join(call) for call in GUARDED])
each_of_a_project = pytest.mark.parametrize(
    ("method", "path"), OF_A_PROJECT, ids=[" ".join(call) for call in OF_A_PROJECT]
)


@dataclass(frozen=True)
class House:
    """A project with a group, and the token for it."""

    name: str
    token: str
    ids: dict[str, str]
    secrets: tuple[str, ...]  # texts that nobody else may read

    def address(self, path: str, **others: str) -> str:
        path = path.replace("{model:path}", "persona/p-0")
        return path.format(**{**ELSEWHERE, **self.ids, **others})


def a_house(app: ServedApp, name: str, *, lived_in: bool) -> House:
    project = app.client.post(f"{API}/projects", json={"name": name}).json()["id"]
    group = new_group(app.client, project, name=f"Secret {name}", persona_count=2)
    study = {"name": f"Secret study {name}", "people": {"groups": [f"Secret {name}"]}, "questions": [QUESTION]}
    study_id = new_study(app.client, study, project).rpartition("/")[2]
    ids = {"project_id": project, "group_id": group.rpartition("/")[2], "persona_id": "p-000000000000"}
    ids["study_id"] = study_id
    secrets = [f"Secret {name}", f"Secret study {name}"]
    if lived_in:
        assert generated(app.client, group)["generation_status"] == "complete"
        people = app.client.get(f"{group}/personas").json()["items"]
        ids["persona_id"] = people[0]["id"]
        secrets += [person["backstory"] for person in people]
        app.client.post(f"{API}/projects/{project}/studies/{study_id}/ask").raise_for_status()
        ended_study(app.client, f"{API}/projects/{project}/studies/{study_id}")
        secrets += [answer.text for answer in app.store.answers(str(app.store.study_of_id(study_id).asked_id))]  # type: ignore[union-attr]
    return House(name, app.new_token(name, project=name), ids, tuple(secrets))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """An app that never finds that somebody calls too often: how often the tests do depends on the machine."""
    home = tmp_path_factory.mktemp("security") / "home"
    with patch.multiple(guard, RATE=1e9, BURST=1e9), served_app(home, painter=DoublePainter()) as served:
        yield served


@pytest.fixture(scope="module")
def left(app: ServedApp) -> House:
    return a_house(app, "lefthouse", lived_in=True)


@pytest.fixture(scope="module")
def right(app: ServedApp) -> House:
    return a_house(app, "righthouse", lived_in=True)


@pytest.fixture(scope="module")
def gate() -> Gate:
    """What the runs of the server below pass; open unless a test closes it."""
    return Gate()


@contextmanager
def patience(header_s: float = NEVER_S, body_s: float = NEVER_S) -> Iterator[None]:
    """How long the server waits for slow clients that come meanwhile."""
    with patch.object(serving, "HEADER_SECONDS", header_s), patch.object(guard, "BODY_SECONDS", body_s):
        yield


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, gate: Gate) -> Iterator[Listening]:
    """A server that listens, and waits for slow clients for ever."""
    home = tmp_path_factory.mktemp("listening") / "home"
    with patience(), listening(home, "--name", "boses.example", model=gate.model) as running, gate:
        yield running


def signed_in(app: ServedApp, token: str) -> str:
    """The cookie of whoever signed in with a token."""
    return "; ".join(f"{name}={text}" for name, text in app.cookie(token).items())


def call(app: ServedApp, method: str, address: str, token: str | None, *, headers: dict[str, str] | None = None) -> Any:
    """A request with a token as its page or program would send it, and an empty body."""
    sent = dict(headers or {})
    if token is not None and address.startswith(FOR_PROGRAMS):
        sent["Authorization"] = f"Bearer {token}"
    elif token is not None:
        sent["Cookie"] = signed_in(app, token)
    if method != "GET" and address.startswith(FOR_PROGRAMS):
        return app.anyone.request(method, address, headers=sent, json={}, follow_redirects=False)
    return app.anyone.request(method, address, headers=sent, follow_redirects=False)


# Tokens


def test_every_call_is_decided() -> None:
    """Catches a new call that is neither of a project nor in the tables above, so that nobody thought about who may
    make it."""
    assert set(CALLS) == OPEN | OWNERS | set(OF_A_PROJECT) | set(OF_NO_PROJECT)


@each_guarded
def test_nothing_without_a_token(app: ServedApp, left: House, method: str, path: str) -> None:
    """Catches a call that forgot to ask who calls."""
    answer = call(app, method, left.address(path), None)
    if path.startswith(FOR_PROGRAMS):
        kind = PROBLEM if path.startswith("/api/") else JSON_TYPE["Content-Type"]
        assert (answer.status_code, answer.headers["content-type"]) == (401, kind)
        assert answer.headers["www-authenticate"] == "Bearer"
    else:
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")
    assert not any(secret in answer.text for secret in left.secrets)


def bad_tokens(app: ServedApp) -> dict[str, str]:
    good, other = app.new_token("good"), app.new_token("other")
    revoked, text = make_token(app.store, "revoked")
    app.store.revoke_token(revoked.id)
    _, key, secret = good.split("_", 2)
    return {
        "nonsense": "nonsense",
        "the beginning alone": "boses_",
        "no secret": f"boses_{key}_",
        "another's secret": f"boses_{key}_{other.split('_', 2)[2]}",
        "the hash for the secret": f"boses_{key}_{hashlib.sha256(secret.encode()).hexdigest()[:43]}",
        "one character less": good[:-1],
        "one character more": f"{good}A",
        "other case": good.replace(key, key.upper()) if key.upper() != key else good.swapcase(),
        "unknown id": good.replace(key, "0" * 12),
        "expired": make_token(app.store, "expired", life=timedelta(seconds=-1))[1],
        "revoked": text,
        "very long": good + "A" * 20_000,
        "SQL": "boses_' OR 1=1 --_" + "A" * 43,
        "two of them": f"{good} {good}",
    }


def test_bad_tokens_are_all_refused_alike(app: ServedApp) -> None:
    """Catches a token that is looked up by a part of it, one that lives on, and an answer that tells which it was."""
    answers = set()
    for name, token in bad_tokens(app).items():
        for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"{COOKIE}={token}"}):
            answer = app.anyone.get(f"{API}/projects", headers=headers)
            assert answer.status_code == 401, name
            answers.add(answer.text)
    assert len(answers) == 1
    good = app.new_token()
    for headers in (
        {"Authorization": f"Basic {good}"},
        {"Authorization": good},
        {"X-Token": good},
        {"Cookie": f"token={good}"},
        {"Cookie": f"{COOKIE}={good}"},
    ):
        assert app.anyone.get(f"{API}/projects", headers=headers).status_code == 401, headers
    assert app.anyone.get(f"{API}/projects", params={"token": good}).status_code == 401
    for headers in ({"Authorization": f"Bearer {good}"}, {"Cookie": signed_in(app, good)}):
        assert app.anyone.get(f"{API}/projects", headers=headers).status_code == 200


def test_a_token_ends_when_it_was_said(app: ServedApp) -> None:
    """Catches an expiry that is compared in another time zone, or only when the token was made."""
    made = app.client.post(f"{API}/tokens", json={"name": "short", "expires": "1m"}).json()
    client = app.with_token(made["token"])
    assert client.get(f"{API}/projects").status_code == 200
    with patch("boses_engine.server.access.datetime") as clock:
        clock.now.return_value = datetime.now(UTC) + timedelta(seconds=59)
        assert client.get(f"{API}/projects").status_code == 200
        clock.now.return_value = datetime.now(UTC) + timedelta(seconds=61)
        assert client.get(f"{API}/projects").status_code == 401


@pytest.mark.parametrize("asked", [None, "90d", "1m"])
def test_a_token_does_not_outlive_the_one_that_made_it(app: ServedApp, asked: str | None) -> None:
    """Catches a token of some minutes that makes one for ever."""
    row, text = make_token(app.store, "brief", life=timedelta(minutes=5))
    made = app.with_token(text).post(f"{API}/tokens", json={"name": "heir", "expires": asked}).json()
    ends = datetime.fromisoformat(made["expires_at"])
    assert row.expires_at is not None
    assert ends < row.expires_at if asked == "1m" else ends == row.expires_at
    assert app.store.token(made["id"])[0].expires_at == ends  # type: ignore[index]
    again = app.with_token(made["token"]).post(f"{API}/tokens", json={"name": "heir's heir"}).json()
    assert datetime.fromisoformat(again["expires_at"]) == ends


def test_only_hashes_are_kept(tmp_path: Path) -> None:
    """Catches a secret that whoever copies the data folder can read: in the tables, the log before them, or beside."""
    home = tmp_path / "home"
    secrets, hashes = [], []
    with served_app(home) as served:
        for n in range(20):
            made = served.client.post(f"{API}/tokens", json={"name": f"token {n}"}).json()
            secret = made["token"].split("_", 2)[2]
            secrets.append(secret.encode())
            hashes.append(served.store.token(made["id"])[1])  # type: ignore[index]
            assert hashes[-1] == hashlib.sha256(secret.encode()).hexdigest()
        running = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    closed = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert any(each.encode() in running + closed for each in hashes), "the bytes show nothing either way"
    for secret in [*secrets, served.token.split("_", 2)[2].encode()]:
        assert secret not in running
        assert secret not in closed


# Projects


@pytest.mark.slow
@each_of_a_project
def test_another_project_is_not_there(app: ServedApp, left: House, right: House, method: str, path: str) -> None:
    """Catches a call that looks at the token but not at whose the thing is, or at the project but not at the group in
    it. The same request with the right token shows that it was the token."""
    lived_in = "{persona_id}" in path
    theirs = left if method == "GET" else a_house(app, f"yard of {method} {path}"[:100], lived_in=lived_in)
    before = app.client.get(theirs.address(f"{API}/projects/{{project_id}}/persona-groups")).json()
    foreign = [theirs.address(path)]
    if "{group_id}" in path or "{study_id}" in path:
        foreign.append(theirs.address(path, project_id=right.ids["project_id"]))
    if "{persona_id}" in path:
        mine = {key: right.ids[key] for key in ("project_id", "group_id")}
        foreign.append(theirs.address(path, **mine))
    for address in foreign:
        answer = call(app, method, address, right.token)
        assert answer.status_code == 404, address
        assert not any(secret in answer.text for secret in theirs.secrets)
        if path.startswith("/api/"):
            assert answer.headers["content-type"] == PROBLEM
    unknown = call(app, method, theirs.address(path, project_id="prj-000000000000"), right.token)
    assert unknown.text == call(app, method, foreign[0], right.token).text  # nor whether there is one
    assert app.client.get(theirs.address(f"{API}/projects/{{project_id}}/persona-groups")).json() == before
    own = call(app, method, theirs.address(path), theirs.token)
    assert own.status_code in (200, 201, 202, 204, 303, 409 if path.endswith("/cancel") else 422, 422), (
        "the request is wrong, so that it shows nothing"
    )


@pytest.mark.parametrize(("method", "path"), list(OF_NO_PROJECT), ids=[" ".join(call) for call in OF_NO_PROJECT])
def test_what_a_projects_token_gets_elsewhere(
    app: ServedApp, left: House, right: House, method: str, path: str
) -> None:
    """Catches a project's token that makes tokens or projects, and lists that show other projects."""
    before = len(app.store.tokens()), [row.name for row in app.store.projects()]
    bodies: dict[str, dict[str, Any]] = {"projects": {"name": "mine"}, "tokens": {"name": "more"}}
    messages = [{"role": "user", "content": "What worries you?"}]
    bodies["completions"] = {"model": f"persona/{left.ids['persona_id']}", "messages": messages}
    address = right.address(path)
    if method == "POST" and path.startswith(FOR_PROGRAMS):
        client = app.with_token(right.token)
        answer = client.post(address, json=bodies.get(path.rpartition("/")[2]))
    elif method == "POST":
        answer = app.anyone.post(address, data={"name": "mine"}, headers={"Cookie": signed_in(app, right.token)})
    else:
        answer = call(app, method, address, right.token)
    assert answer.status_code == OF_NO_PROJECT[method, path]
    assert not any(secret in answer.text for secret in left.secrets)
    assert left.name not in answer.text
    assert (len(app.store.tokens()), [row.name for row in app.store.projects()]) == before


def test_a_new_project_does_not_find_what_an_old_one_deleted(app: ServedApp) -> None:
    """Catches groups that come back for whoever makes a project of the name that another had."""
    old = a_house(app, "moved out", lived_in=False)
    app.client.delete(old.address(f"{API}/projects/{{project_id}}/persona-groups/{{group_id}}")).raise_for_status()
    (row,) = app.with_token(old.token).get(f"{API}/deletions").json()
    app.client.delete(old.address(f"{API}/projects/{{project_id}}")).raise_for_status()
    app.client.post(f"{API}/projects", json={"name": "moved out"}).raise_for_status()
    new = app.with_token(app.new_token(project="moved out"))
    assert new.get(f"{API}/deletions").json() == []
    assert new.post(f"{API}/deletions/{row['id']}/restore").status_code == 404


def test_a_projects_token_cannot_revoke(app: ServedApp, right: House) -> None:
    """Catches a token that throws out all others."""
    made = app.client.post(f"{API}/tokens", json={"name": "victim"}).json()
    answer = app.with_token(right.token).delete(f"{API}/tokens/{made['id']}")
    assert answer.status_code == 403
    assert app.with_token(made["token"]).get(f"{API}/projects").status_code == 200


def test_lists_show_a_projects_own(app: ServedApp, left: House, right: House) -> None:
    """Catches totals that count others' things, and a library that shows everybody's people."""
    client = app.with_token(right.token)
    projects = client.get(f"{API}/projects").json()
    assert ([each["name"] for each in projects["items"]], projects["total"]) == ([right.name], 1)
    people = client.get(f"{API}/library?page_size=100").json()
    mine = client.get(right.address(f"{API}/projects/{{project_id}}/persona-groups/{{group_id}}/personas")).json()
    assert {each["persona"]["id"] for each in people["items"]} == {each["id"] for each in mine["items"]}
    assert people["total"] == 2
    everybody = app.client.get(f"{API}/library?page_size=100").json()
    assert {each["persona"]["id"] for each in everybody["items"]} >= {left.ids["persona_id"], right.ids["persona_id"]}


def test_a_comparison_takes_the_projects_own_groups(app: ServedApp, left: House, right: House) -> None:
    """Catches a group that is named in the query and not looked at as the one in the path is."""
    address = right.address("/projects/{project_id}/compare")
    for side in ("left", "right"):
        answer = call(app, "GET", f"{address}?{side}={left.ids['group_id']}", right.token)
        assert answer.status_code == 200
        assert not any(secret in answer.text for secret in left.secrets)
    assert right.secrets[0] in call(app, "GET", f"{address}?left={right.ids['group_id']}", right.token).text


def test_a_token_ends_with_its_project(app: ServedApp) -> None:
    """Catches a token that comes to life again when somebody makes a project of the same name."""
    house = a_house(app, "torn down", lived_in=False)
    address = house.address(f"{API}/projects/{{project_id}}")
    session = TestClient(app.app, cookies=app.cookie(house.token))
    assert app.with_token(house.token).get(address).status_code == session.get(address).status_code == 200
    assert app.client.delete(address).status_code == 204
    again = app.client.post(f"{API}/projects", json={"name": "torn down"}).json()["id"]
    assert again != house.ids["project_id"]
    for old in (address, f"{API}/projects/{again}"):
        assert app.with_token(house.token).get(old).status_code == session.get(old).status_code == 401


# Addresses

ODD = {
    "parent": "..%2f..%2f..%2fetc%2fpasswd",
    "dots": "%2e%2e",
    "backslash": "..%5c..%5cboses.duckdb",
    "absolute": "%2fetc%2fpasswd",
    "nul": "pages.css%00.png",
    "line": "x%0d%0aSet-Cookie:%20a=b",
    "quote": "'%20OR%20'1'='1",
    "like": "%25",
    "glob": "*",
    "long": "x" * 10_000,
    "emoji": "%F0%9F%92%A9",
    "right to left": "%E2%80%AEgnp",
    "no UTF-8": "%ff%fe",
    "surrogate": "%ED%A0%80",
    "braces": "%7B%7B7*7%7D%7D",
    "empty-ish": "%20",
}
PLACES = [(m, p, part) for m, p in CALLS for part in ("project_id", "group_id", "persona_id", "token_id", "name")]
PLACES = [place for place in PLACES if f"{{{place[2]}}}" in place[1]]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "part"), PLACES, ids=[" ".join(place) for place in PLACES])
def test_odd_ids_are_not_there(app: ServedApp, left: House, method: str, path: str, part: str) -> None:
    """Catches an id that becomes a path, a pattern, a header or a statement on its way: static files and portraits are
    the places to try."""
    for name, odd in ODD.items():
        answer = call(app, method, left.address(path, **{part: odd}), app.token)
        assert answer.status_code in (404, 405), name
        assert "set-cookie" not in answer.headers, name
        assert "root:" not in answer.text, name


def test_addresses_are_not_tidied_up(server: Listening) -> None:
    """Catches a server that resolves dots itself, which a client library would never send."""
    for path in (
        "/static/../../../../../../etc/passwd",
        "/static//etc/passwd",
        "//etc/passwd",
        "/..",
        "/static/%2e%2e/x",
    ):
        answer = talk(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert status_of(answer) in (303, 404), path
        assert b"root:" not in answer


# Texts

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}${7*7}<%= 7*7 %>",
    "'; DROP TABLE groups; --",
    "</title></style></textarea><svg/onload=alert(1)>",
    "javascript:alert(document.cookie)",
    "\u202egnp.exe & co \u2066",
    "😀 ñ ﷽ é",
)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(app: ServedApp, text: str) -> None:
    """Catches a text that is changed where it must be kept, and not escaped where it is shown: in JSON under nosniff
    it is itself, in the gallery and the pages it has no tags."""
    project = app.client.post(f"{API}/projects", json={"name": f"p {text}"})
    fields = {"name": f"n {text}", "occupation": f"driver {text}"}
    there = project.json().get("id") or default_project(app.client)
    made = app.client.post(f"{API}/projects/{there}/persona-groups", json={**GROUP, **fields, "persona_count": 1})
    if not text.isprintable():  # marks that turn the order of characters around are refused
        assert (made.status_code, project.status_code) == (422, 422)
        assert app.client.post(f"{API}/tokens", json={"name": f"t {text}"}).status_code == 422
        return
    assert (made.status_code, project.json()["name"]) == (201, f"p {text}")
    path = made.headers["location"]
    token = app.client.post(f"{API}/tokens", json={"name": f"t {text}"})
    assert token.json()["name"] == f"t {text}"
    refused = app.client.post(made.headers["location"].rpartition("/")[0], json={**GROUP, "location": text})
    assert refused.status_code == 422
    brief = app.client.post(f"{path.rpartition('/')[0]}/parse-prompt", json={"prompt": f"Nurses in Cebu {text}"})
    shown = app.client.get(path)
    assert {name: shown.json()[name] for name in fields} == fields
    for answer in (project, made, shown, token, refused, brief, app.client.get(f"{API}/tokens")):
        assert answer.headers["content-type"] in ("application/json", PROBLEM)
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert generated(app.client, path)["generation_status"] == "complete"
    gallery = app.client.get(f"{path}/export?format=html").text
    house = {"project_id": there, "group_id": path.rpartition("/")[2]}
    pages = [
        call(app, "GET", address.format(**house), app.token)
        for address in ("/projects", "/projects/{project_id}", "/projects/{project_id}/groups/{group_id}")
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in (gallery, *(page.text for page in pages)):
        for tag in ("<script>alert", "<img src=x", "<svg/onload"):
            assert tag not in page
        assert "49" not in page.partition("n {{")[2][:6]
    assert html.escape(f"n {text}", quote=False).split("&")[0] in gallery.replace("&#39;", "'").replace("&#34;", '"')


def test_form_texts_come_back_escaped(app: ServedApp) -> None:
    """Catches the one place where a page shows what was just sent: the form with what is wrong."""
    project = default_project(app.client)
    for text in HOSTILE[:2]:
        for path, name in (("new", "location"), ("brief", "prompt")):
            answer = app.anyone.post(
                f"/projects/{project}/{path}", data={name: text}, headers={"Cookie": signed_in(app, app.token)}
            )
            assert answer.status_code == 422
            assert text not in answer.text
            assert "alert(1)" in answer.text


# Bodies

BODIES = {
    "not JSON": b"name=x",
    "cut off": b'{"name": "x"',
    "two values": b'{"name": "x"} {"name": "y"}',
    "a key twice": b'{"name": "x", "name": "y"}',
    "a key twice inside": b'{"name": {"a": 1, "a": 2}}',
    "NaN": b'{"name": NaN}',
    "-Infinity": b'{"name": -Infinity}',
    "too large a number": b'{"name": ' + b"9" * 5000 + b"}",
    "half a surrogate pair": b'{"name": "\\ud83d"}',
    "half a pair in a key": b'{"\\udc00": 1}',
    "not UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": json.dumps({"name": "x"}).encode("utf-16"),
    "UTF-32": json.dumps({"name": "x"}).encode("utf-32"),
    "a byte-order mark": b"\xef\xbb\xbf" + json.dumps({"name": "x"}).encode(),
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 33 + b"1" + b"}" * 33,
    "a list": b"[]",
    "a text": b'"name"',
    "a control character": b'{"name": "a\x01b"}',
    "a NUL": b'{"name": "a\\u0000b", "x": 1}',
    "many keys": json.dumps({f"k{n}": n for n in range(10_000)}).encode(),
}
WITH_JSON = [
    (method, path)
    for method, path in CALLS
    if path.startswith(API) and method in ("POST", "PATCH") and not path.endswith(("/cancel", "/restore"))
]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), WITH_JSON, ids=[" ".join(call) for call in WITH_JSON])
def test_bodies_that_are_no_proper_json(app: ServedApp, method: str, path: str) -> None:
    """Catches a body that two readers understand differently, and one that ends in an error of Python's. Every call
    that takes JSON is tried, so that a new one cannot read it another way."""
    house = a_house(app, f"bodies {path}"[:100], lived_in="{persona_id}" in path)
    before = [row.id for row in app.store.groups()], len(app.store.tokens()), len(app.store.projects())
    for name, body in BODIES.items():
        answer = app.client.request(method, house.address(path), content=body, headers=JSON_TYPE)
        assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM), (name, answer.text)
        assert len(answer.content) < 5_000, name
    assert ([row.id for row in app.store.groups()], len(app.store.tokens()), len(app.store.projects())) == before
    assert app.store.queue() == []
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = app.client.request(
            method, house.address(path), content=b'{"name": "x"}', headers={"Content-Type": kind}
        )
        assert answer.status_code == 422, kind  # what another site's form could send


@pytest.mark.parametrize("depth", [32, 33])
def test_how_deep_is_too_deep(app: ServedApp, depth: int) -> None:
    """Catches a limit that is one off what the documentation says."""
    body = b'{"a":' * (depth - 1) + b"{}" + b"}" * (depth - 1)
    answer = app.client.post(f"{API}/projects", content=body, headers=JSON_TYPE)
    assert answer.status_code == 422
    assert ("deeper" in answer.json()["detail"]) == (depth == 33)


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 4096):
        yield b" " * 4096


@each_call
def test_huge_bodies(app: ServedApp, left: House, method: str, path: str) -> None:
    """Catches a call that reads whatever it is sent, with its length told or in chunks."""
    address, headers = left.address(path), {"Cookie": signed_in(app, app.token), "Content-Type": "application/json"}
    told = app.client.request(method, address, content=b" " * (guard.BODY_MOST + 1), headers=headers)
    assert told.status_code == (404 if path.startswith("/owner/") else 413)
    if method in ("POST", "PATCH") and path != "/sign-out" and not path.startswith("/owner/"):
        if "/api/" not in path:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if path.endswith(("/delete", "/cancel", "/restore", "/deletions/{deletion_id}", "/imports")):
            return  # has no body to read; files are tried in test_server_imports.py
        streamed = app.client.request(method, address, content=chunks(2 * guard.BODY_MOST), headers=headers)
        assert streamed.status_code == 413


def test_a_body_just_small_enough(app: ServedApp) -> None:
    """Catches a limit that is one off what the documentation says."""
    body = json.dumps({"name": "padded"}).encode().ljust(guard.BODY_MOST)
    assert app.client.post(f"{API}/projects", content=body, headers=JSON_TYPE).status_code in (200, 201)


# Where requests come from and go to


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "::1"]
)
def test_foreign_hosts(app: ServedApp, host: str) -> None:
    """Catches the rebinding of a name to this machine, by which another site's page would be of the same origin."""
    for path in ("/healthz", f"{API}/projects", "/sign-in"):
        answer = app.client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.headers["content-type"]) == (421, PROBLEM)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:8000", "testserver"])
def test_own_hosts(app: ServedApp, host: str) -> None:
    """Catches a server that cannot be called by its own name and port."""
    assert app.client.get("/healthz", headers={"Host": host}).status_code == 200


ORIGINS = [
    "http://evil.example",
    "null",
    "http://testserver.evil.example",
    "http://evil.example/testserver",
    "testserver",
]
ORIGINS += ["http://testserver@evil.example", "http://[::1", "http://testserver:81", "", "file://"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_foreign_origins(app: ServedApp, left: House, origin: str) -> None:
    """Catches another site's page that lets a browser act with its user's cookie, and a header that breaks the
    server."""
    headers = {"Origin": origin, "Cookie": signed_in(app, app.token)}
    for method, path in CALLS:
        if method == "GET" or path.startswith("/owner/"):
            continue
        answer = app.anyone.request(method, left.address(path), headers=headers, follow_redirects=False)
        assert answer.status_code == 403, (method, path)
    read = app.anyone.get(f"{API}/projects", headers=headers)
    assert read.status_code == 200
    asked = app.anyone.options(f"{API}/projects", headers={**headers, "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 405
    for answer in (read, asked):  # nor may that page read anything
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_the_same_origin(app: ServedApp) -> None:
    """Catches pages that cannot call their own server."""
    for host in ("testserver", "localhost:8000"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        answer = app.client.post(f"{API}/projects", json={"name": "same origin"}, headers=headers)
        assert answer.status_code in (200, 201)


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: ServedApp) -> None:
    """Catches a token that a script can read, or that another site's link sends along."""
    answer = app.anyone.post("/sign-in", data={"token": app.token}, follow_redirects=False)
    assert answer.status_code == 303
    flags = {part.strip().casefold() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= flags
    app.anyone.cookies.clear()


# How often


class Clock(SimpleNamespace):
    """Stands until it is told to go on."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


def from_address(app: ServedApp, address: str, token: str | None = None) -> TestClient:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return TestClient(app.app, client=(address, 50_000), headers=headers)


def passed(client: TestClient, path: str, **headers: str) -> int:
    """How many of ten requests pass, all of them before the others; {n} in a header is another one each time."""
    sent = [{name: value.format(n=n) for name, value in headers.items()} for n in range(10)]
    answers = [client.get(path, headers=each) for each in sent]
    good = [answer for answer in answers if answer.status_code != 429]
    assert answers[: len(good)] == good
    for refused in answers[len(good) :]:
        assert refused.headers["content-type"] == PROBLEM
        assert int(refused.headers["retry-after"]) > 0
    return len(good)


@pytest.mark.parametrize("path", ["/healthz", f"{API}/nothing", f"{API}/projects"])
def test_too_many_requests_of_one_address(app: ServedApp, path: str) -> None:
    """Catches a limit that is for all callers together, that never ends, that saves up more than the burst, or that
    only counts what succeeds."""
    eager, other = from_address(app, f"eager at {path}"), from_address(app, f"other at {path}")
    with patch.multiple(guard, RATE=8.0, BURST=5.0, time=(clock := Clock())):
        assert passed(eager, path) == 5
        assert passed(eager, path) == 0
        assert other.get(path).status_code != 429
        clock.now += 0.25
        assert passed(eager, path) == 2
        clock.now += 1000.0
        assert passed(eager, path) == 5


@pytest.mark.parametrize(
    "authorization", ["Bearer {n}", "Basic {n}", f"Bearer boses_{'0' * 11}{{n}}_{'A' * 43}"], ids=["any", "basic", "id"]
)
def test_headers_without_a_token_are_one_caller(app: ServedApp, authorization: str) -> None:
    """Catches a limit that whoever writes another header each time passes by."""
    with patch.multiple(guard, RATE=8.0, BURST=5.0, time=Clock()):
        assert passed(from_address(app, authorization), f"{API}/projects", Authorization=authorization) == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer {token}"},
        {"Authorization": "Bearer {token}", "Cookie": "other={n}"},
        {"Authorization": "Basic {n}", "Cookie": f"{COOKIE}={{session}}"},
        {"Cookie": f"{COOKIE}={{session}}", "X": "{n}"},
    ],
    ids=["alone", "cookie", "basic", "other"],
)
def test_a_token_is_one_caller_however_it_is_sent(app: ServedApp, headers: dict[str, str]) -> None:
    """Catches a limit by the header's text, and one that a token from many addresses passes by."""
    token = app.new_token("eager")
    session = app.cookie(token)[COOKIE]
    sent = {name: value.replace("{token}", token).replace("{session}", session) for name, value in headers.items()}
    with patch.multiple(guard, RATE=8.0, BURST=5.0, time=Clock()):
        assert passed(from_address(app, "10.0.2.1"), f"{API}/projects", **sent) == 5
        assert passed(from_address(app, "10.0.2.2"), f"{API}/projects", **sent) == 0
        other = from_address(app, "10.0.2.3", app.new_token("patient"))
        assert other.get(f"{API}/projects").status_code == 200


def test_tokens_of_one_address_do_not_use_it_up(app: ServedApp) -> None:
    """Catches a limit by address for those behind one proxy: a right token counts for itself alone."""
    with patch.multiple(guard, RATE=8.0, BURST=5.0, time=Clock()):
        for n in range(4):
            team = from_address(app, "10.0.3.1", app.new_token(f"team {n}"))
            assert [team.get(f"{API}/projects").status_code for _ in range(4)] == [200] * 4
        assert passed(from_address(app, "10.0.3.1"), "/healthz") == 5


def test_one_network_is_one_address(app: ServedApp) -> None:
    """Catches IPv6, where one machine has more addresses than can be counted, and IPv4 written as such."""
    with patch.multiple(guard, RATE=8.0, BURST=5.0, time=Clock()):
        assert passed(from_address(app, "2001:db8:1:2::1"), "/healthz") == 5
        assert passed(from_address(app, "2001:db8:1:2:ffff::9"), "/healthz") == 0
        assert passed(from_address(app, "2001:db8:1:3::1"), "/healthz") == 5
        assert passed(from_address(app, "::ffff:10.0.4.1"), "/healthz") == 5
        assert passed(from_address(app, "::ffff:10.0.4.2"), "/healthz") == 5
        assert passed(from_address(app, "10.0.4.2"), "/healthz") == 0


def test_a_browser_is_not_limited_by_its_pages(app: ServedApp) -> None:
    """Catches a limit that a page with twenty portraits runs into."""
    client = app.with_token(app.new_token("browser"))
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    with patch.multiple(guard, **SHIPPED_RATE, time=clock):
        assert {client.get("/healthz").status_code for _ in range(60)} == {200}


# What every answer has


@each_call
def test_security_headers_on_every_answer(app: ServedApp, left: House, method: str, path: str) -> None:
    """Catches an answer that may be framed, sniffed, or run scripts of others: good ones, and refusals."""
    for token in (None, left.token):
        answer = call(app, "PUT" if method != "GET" else method, left.address(path), token)
        for name, value in guard.HEADERS:
            assert answer.headers[name.decode()] == value.decode()


def test_security_headers_on_errors(app: ServedApp) -> None:
    """Catches the answers that are made outside of the routes: of the guard, and of an error of the engine's own."""
    careless = TestClient(app.app, headers=dict(app.client.headers), raise_server_exceptions=False)
    with patch.object(type(app.store), "projects", side_effect=RuntimeError("broken")):
        broken = careless.get(f"{API}/projects")
    answers = {
        500: broken,
        421: app.client.get("/", headers={"Host": "evil.example"}),
        403: app.client.post("/", headers={"Origin": "http://evil.example"}),
        413: app.client.post("/", content=b" " * (guard.BODY_MOST + 1)),
        404: app.client.get("/nothing"),
        405: app.client.put("/healthz"),
    }
    with patch.multiple(guard, RATE=0.0, BURST=0.0):
        answers[429] = app.client.get("/healthz")
    for status, answer in answers.items():
        assert answer.status_code == status
        for name, value in guard.HEADERS:
            assert answer.headers[name.decode()] == value.decode(), status
    assert broken.headers["content-type"] == PROBLEM
    assert "RuntimeError" not in broken.text
    assert "broken" not in broken.text


def test_scripts_of_others_never_run() -> None:
    """Catches a policy that was loosened: no inline scripts, nothing from elsewhere, no framing."""
    policy = dict(guard.HEADERS)[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert (rules["default-src"], rules["frame-ancestors"], rules["base-uri"]) == ("'none'", "'none'", "'none'")
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert "*" not in policy


# The owner's socket


def test_the_owners_calls_are_not_there_over_tcp(server: Listening) -> None:
    """Catches a store that whoever has a token, or sends the headers of a proxy, may call as they like."""
    with server.client() as client:
        for headers in ({}, {"X-Forwarded-For": ""}, {"X-Forwarded-For": "unix:"}, {"X-Forwarded-Proto": "unix"}):
            for name, body in (("groups", {}), ("tokens", {}), ("delete_group", {"key": "x"}), ("nothing", {})):
                answer = client.post(f"/owner/{name}", json=body, headers=headers)
                assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM), (name, headers)
        assert client.post("/owner/groups", content=b"{", headers=JSON_TYPE).status_code == 404
        assert client.get("/owner/groups").status_code == 404


def test_the_owners_socket_is_the_owners(server: Listening) -> None:
    """Catches a socket that other users of the machine can open, and one that gives nothing to its owner."""
    mode = (server.home / "server.sock").stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600
    with server.owner() as owner:
        answer = owner.post("/owner/projects", json={})
        assert answer.status_code == 200
        assert "default" in [row["name"] for row in answer.json()]  # others' too, of tests before
        assert owner.post("/owner/close", json={}).status_code == 404  # a method of the store, and not one of the list
        assert owner.post("/owner/_rows", json={"sql": "SELECT 1"}).status_code == 404
        assert owner.get(f"{API}/projects").status_code == 200  # and needs no token


# Slow and broken clients, over a real connection


def talk(server: Listening, sent: bytes) -> bytes:
    """Sends bytes and gives what comes until the server closes the connection."""
    with server.connection() as connection:
        with suppress(OSError):  # it was closed meanwhile
            connection.sendall(sent)
        return heard(connection)


def heard(connection: socket.socket, drop: bytes = b"") -> bytes:
    """What comes until the server closes the connection; `drop` is sent now and then meanwhile."""
    given, until = b"", time.monotonic() + PATIENCE_S
    connection.settimeout(0.01)
    with suppress(ConnectionResetError, BrokenPipeError):
        while True:
            assert time.monotonic() < until, "the connection is held as long as its client likes"
            try:
                part = connection.recv(65_536)
            except TimeoutError:
                connection.sendall(drop)
                continue
            if not part:
                break
            given += part
    return given


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def post(server: Listening, length: str, path: str = f"{API}/projects") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {server.token}"]
    lines += ["Content-Type: application/json", length, "", ""]
    return "\r\n".join(lines).encode()


def test_the_shipped_patience() -> None:
    """Catches limits that are so long that slow clients could take all connections."""
    assert max(SHIPPED_S.values()) <= 10
    assert serving.CONNECTIONS_MOST <= 1000


@pytest.mark.races
@pytest.mark.parametrize(
    ("begun", "drop"),
    [
        (b"", b""),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n", b""),
        (b"GET /healthz HT", b""),
        (b"GET /healthz HTTP/1.1\r\n", b"X-A: b\r\n"),
    ],
    ids=["nothing", "no end", "half a line", "drop by drop"],
)
def test_headers_that_never_end(server: Listening, begun: bytes, drop: bytes) -> None:
    """Catches a connection that is held as long as its client likes; each further drop must not buy more time."""
    with patience(header_s=SOON_S), server.connection() as connection:
        connection.sendall(begun)
        assert heard(connection, drop) == b""


@pytest.mark.races
@pytest.mark.parametrize("drop", ["", "drop by drop"], ids=lambda drop: drop or "nothing")
@pytest.mark.parametrize("length", ["Content-Length: 200000", "Transfer-Encoding: chunked"])
def test_bodies_that_never_end(server: Listening, length: str, drop: str) -> None:
    """Catches a request that waits for ever for its body, and one that is told the wrong thing: it was too slow."""
    with patience(body_s=SOON_S), server.connection() as connection:
        connection.sendall(post(server, length))
        answer = heard(connection, (b"1\r\n \r\n" if "chunked" in length else b" ") if drop else b"")
    if answer or not drop:  # whoever still sends may lose the answer with the connection
        head, _, body = answer.partition(b"\r\n\r\n")
        assert status_of(answer) == 408
        assert b"connection: close" in head.lower()
        assert json.loads(body)["status"] == 408


@pytest.mark.races
def test_a_slow_request_in_time_is_answered(server: Listening) -> None:
    """Catches limits that cut off whoever does not send a request at once, however long they are."""
    request = post(server, "Content-Length: 16") + b'{"name": "slow"}'
    with server.connection() as connection, server.client() as others:
        for part in (request[:40], request[40:-8], request[-8:]):
            assert others.get("/healthz").status_code == 200
            connection.sendall(part)
        assert status_of(connection.recv(65_536)) == 201


@pytest.mark.races
@pytest.mark.parametrize(
    "path", [f"{API}/tokens", f"{API}/projects/prj-37a8eec1ce19/persona-groups", "/sign-in", f"{API}/nothing"]
)
def test_every_slow_body_ends(server: Listening, path: str) -> None:
    """Catches a call that reads its body in another way, without a limit; where none is read none is waited for."""
    asked = post(server, "Content-Length: 1000", path)
    if not path.startswith("/api"):
        asked = asked.replace(b"application/json", b"application/x-www-form-urlencoded")
    unread = path.endswith("nothing")
    with patience(body_s=NEVER_S if unread else SOON_S), server.connection() as connection:
        connection.sendall(asked)
        assert status_of(connection.recv(65_536)) == (404 if unread else 408)


@pytest.mark.races
def test_slow_clients_do_not_keep_others_out(server: Listening) -> None:
    """Catches a server with a place for each connection, all of them taken by clients that say nothing."""
    slow = [server.connection() for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: loc")
        with server.client() as client:
            assert client.get("/healthz").status_code == 200
            assert client.get(f"{API}/projects").status_code == 200
        for connection in (slow[0], slow[-1]):  # whose places were theirs all the time
            connection.sendall(b"alhost\r\n\r\n")
            assert status_of(connection.recv(65_536)) == 200
    finally:
        for connection in slow:
            connection.close()


def few_files(files: int) -> Any:
    """A patch by which the process may open that many files."""
    return patch("resource.getrlimit", lambda _: (files, files))


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.races
@pytest.mark.parametrize(
    "begun",
    [b"", HEALTH[:20], post(cast(Listening, SimpleNamespace(token="")), "Content-Length: 1000")],
    ids=["nothing", "half a line", "no body"],
)
def test_connections_that_wait_make_room(server: Listening, gate: Gate, begun: bytes) -> None:
    """Catches a server that is full of clients that say nothing, and one that sends away who waits for an answer, or
    the owner."""
    gate.close()
    with ExitStack() as held, server.client() as client:
        path = new_group(client, name=f"Patient {len(begun)}", persona_count=1)
        assert client.post(f"{path}/generate").status_code == 202
        stream = held.enter_context(stream_of(server, path))
        owners = [held.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(10)]
        for owner in owners:
            owner.connect(str(server.home / "server.sock"))
        held.enter_context(few_files(16))
        idle = [held.enter_context(server.connection()) for _ in range(12)]
        for connection in idle[:-1]:
            with suppress(OSError):  # it had to make room
                connection.sendall(begun)
        assert heard(idle[0]) == b""
        with server.client() as late:
            assert late.get("/healthz").status_code == 200
        for connection in (idle[-1], *owners):
            connection.settimeout(PATIENCE_S)
            connection.sendall(HEALTH)
            assert status_of(connection.recv(65_536)) == 200
        gate.open()
        assert "event: run_finished\n" in heard(stream).decode()
        assert ended(client, path)["personas"] == 1


@pytest.mark.parametrize(("files", "most"), [(256, 128), (1024, 512), (1 << 20, 1000), (resource.RLIM_INFINITY, 1000)])
def test_connections_stay_below_the_file_limit(files: int, most: int) -> None:
    """Catches a server without a file left for its store, and a limit of -1, which is none."""
    with few_files(files):
        assert serving._most() == most


@pytest.mark.races
def test_whoever_asks_too_often_loses_the_connection(server: Listening) -> None:
    """Catches thousands of requests that are sent at once and all have to be refused, one by one."""
    with patch.multiple(guard, RATE=0.0, BURST=0.0):
        answer = talk(server, HEALTH * 1000)
    assert answer == b"" or status_of(answer) == 429  # whoever still sends may lose the answer with the connection
    assert answer.count(b"HTTP/1.1 ") <= 1


@pytest.mark.races
def test_a_client_that_does_not_read_is_cut_off(server: Listening) -> None:
    """Catches an answer that is kept for as long as its client likes."""
    asked = f"GET {API}/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 20_000
    with patch.object(serving, "READ_SECONDS", SOON_S), socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        deaf.connect(("127.0.0.1", int(server.url.rpartition(":")[2])))
        deaf.settimeout(0.5)
        with suppress(OSError):  # more than the server takes while its answers wait
            deaf.sendall(asked)
        cut = select.poll()
        cut.register(deaf, 0)
        assert cut.poll(PATIENCE_S * 1000), "the connection is held as long as its client likes"


@pytest.mark.parametrize(("left", "cut"), [(100_000, True), (90_000, True), (80_000, False), (0, False)])
def test_a_client_that_reads_slowly_is_not_cut_off(left: int, cut: bool) -> None:
    """Catches a long answer over a slow line that is cut off, and one byte now and then that is enough to go on."""
    connection = serving._Timed.__new__(serving._Timed)
    connection.loop, connection.transport = Mock(), Mock(**{"get_write_buffer_size.return_value": left})
    connection._look(100_000)
    assert connection.transport.abort.called == cut
    assert connection.loop.call_later.called != cut


@pytest.mark.races
def test_a_stream_is_not_a_slow_client(server: Listening, gate: Gate) -> None:
    """Catches a timer that cuts off event streams, which last as long as a run does."""
    gate.close()
    with server.client() as client:
        path = new_group(client, name="Slow", persona_count=1)
        assert client.post(f"{path}/generate").status_code == 202
        assert gate.reached.wait(PATIENCE_S)
        with patience(SOON_S, SOON_S), stream_of(server, path) as stream:
            with server.connection() as silent:
                assert heard(silent) == b""  # its time was up, and so the stream's, which came before
            gate.open()
            text = heard(stream).decode()
        assert "event: run_finished\n" in text
        assert 'event: group\ndata: {"generation_status": "complete"}\n\n' in text
        assert ended(client, path)["personas"] == 1


def stream_of(server: Listening, path: str) -> socket.socket:
    """A connection on which a group's events have begun to come."""
    asked = f"GET {path}/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.token}\r\n"
    for _ in range(100):  # a slow machine may not get its request out before the server's patience ends
        connection = server.connection()
        with suppress(OSError):
            connection.sendall(f"{asked}Connection: close\r\n\r\n".encode())
            if connection.recv(1):
                return connection
        connection.close()
    raise AssertionError("no stream begins")


@pytest.mark.parametrize(
    "head",
    [
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "POST /sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "POST /sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /sign-out HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST /sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "a" * 1_000_000 + "\r\n\r\n",
        "GET /" + "a" * 1_000_000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\x00" * 50 + "\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
    ],
    ids=["two hosts", "two lengths", "negative", "gzip", "both", "blank", "long header", "long path", "TLS", "no host"],
)
def test_broken_requests_are_refused(server: Listening, head: str) -> None:
    """Catches a request that the server and a proxy before it would read differently, and memory without limit."""
    answer = talk(server, head.encode("latin-1"))
    assert answer == b"" or status_of(answer) in (400, 501)
    with server.client() as client:
        assert client.get("/healthz").status_code == 200


def test_a_request_without_a_host(server: Listening) -> None:
    """Catches the old protocol as a way round the names a server goes by."""
    assert status_of(talk(server, b"GET /healthz HTTP/1.0\r\n\r\n")) == 421


def test_the_names_that_serve_was_given(server: Listening) -> None:
    """Catches `--name` without effect, and a real server that lets every name in."""
    for host, status in (("boses.example", 200), ("BOSES.example:443", 200), ("localhost", 200), ("evil.example", 421)):
        asked = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        assert status_of(talk(server, asked.encode())) == status


def test_huge_bodies_over_a_connection(server: Listening) -> None:
    """Catches a limit that holds in tests only: told, or in chunks."""
    with server.client() as client:
        for content in (b" " * (guard.BODY_MOST + 1), chunks(2 * guard.BODY_MOST)):
            answer = client.post(f"{API}/projects", content=content, headers=JSON_TYPE)
            assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)
        assert client.get("/healthz").status_code == 200
