"""Servers to test: an app in this process, and `boses serve` in one of its own, both with doubles for models."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient

from boses_engine.avatars.double import DoublePainter
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.server.access import COOKIE, begin_session, caller_of, make_token
from boses_engine.server.app import LOOPBACK, create_app
from boses_engine.server.worker import ALONE
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.workers.executor import Executors
from support import serve_double
from support.forked import TESTS as TESTS
from support.forked import Forked
from support.moments import GUARD_S, Watch
from support.run_double import double_engine

API = "/api/v1"
GROUP: dict[str, Any] = {
    "name": "Jakarta Gen Z Shoppers",
    "age_min": 18,
    "age_max": 24,
    "gender": "Female",
    "location": "Jakarta, Indonesia",
    "income_level": "Middle",
    "occupation": "University student",
    "persona_count": 3,
}
_TOKEN = re.compile(r"boses_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")
_URL = re.compile(r"serving on (http://\S+?)/? ;")


@dataclass
class ServedApp:
    """An app in this process: `client` sends the token of all projects, `anyone` sends none."""

    home: Path
    app: FastAPI
    engine: Engine
    token: str
    client: TestClient
    anyone: TestClient

    @property
    def store(self) -> Store:
        """The store that the app holds."""
        return self.engine.store

    def with_token(self, token: str) -> TestClient:
        """A client with another token, of the same app, which runs already."""
        return TestClient(self.app, headers={"Authorization": f"Bearer {token}"})

    def cookie(self, token: str | None = None) -> dict[str, str]:
        """The cookie of a browser that signed in with a token, or with that of all projects; none with a bad one."""
        who = caller_of(self.store, self.token if token is None else token)
        return {} if who is None else {COOKIE: begin_session(self.store, who)}

    def new_token(self, name: str = "other", *, project: str | None = None) -> str:
        """The text of a token that is made now."""
        return make_token(self.store, name, project=project)[1]


@contextmanager
def served_app(
    home: Path,
    *,
    model: DoubleModel | None = None,
    painter: DoublePainter | None = None,
    worker: bool = True,
    executors: Executors = ALONE,
) -> Iterator[ServedApp]:
    """The app over a store in `home`, its worker at work; without `worker` what is queued stays queued."""
    settings = Settings.from_env({"BOSES_HOME": str(home)})
    with double_engine(model or DoubleModel(), painter=painter)(settings) as engine:
        _, token = make_token(engine.store, "test")
        app = create_app(engine, [*LOOPBACK, "testserver"], executors)
        if not worker:
            app.state.boses.worker.start = lambda: None
            app.state.boses.worker.stop = lambda: None
        with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as client:
            yield ServedApp(home, app, engine, token, client, TestClient(app))


@dataclass(frozen=True)
class Reachable:
    """A server that listens on a port, and on the socket in its data folder."""

    home: Path
    url: str
    token: str

    def client(self, **options: Any) -> httpx2.Client:
        """A client that sends the token."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return httpx2.Client(base_url=self.url, headers=headers, **{"timeout": 60.0, **options})

    def owner(self) -> httpx2.Client:
        """A client of the socket in the data folder."""
        transport = httpx2.HTTPTransport(uds=str(self.home / "server.sock"))
        return httpx2.Client(transport=transport, base_url="http://localhost", timeout=60.0)


@dataclass(frozen=True)
class RunningServer(Reachable):
    """`boses serve` in a process of its own."""

    process: Forked
    log: Path  # what it says on stderr
    watch: Watch

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ends it with a signal; gives its exit status."""
        self.process.send_signal(number)
        return ended_process(self.process)


def ended_process(process: Forked) -> int:
    """The exit status of a process that ends by itself."""
    try:
        return process.wait(GUARD_S)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"a deadlock: the process has not ended after {GUARD_S} s") from None


@contextmanager
def starting_server(
    home: Path,
    *,
    delay: float = 0.0,
    paint: bool = False,
    options: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> Iterator[tuple[Forked, Watch]]:
    """A server that is starting, with the watch that it stands still for; it is ended afterwards.

    `delay` is the seconds that a field takes, `options` are further ones of `serve` and of `serve_double`. What it says
    goes to a file beside `home`.
    """
    words = [home, "--delay", delay, "--port", 0, *(["--paint"] if paint else []), *options]
    home.parent.mkdir(parents=True, exist_ok=True)
    process, watch = Forked.watched(serve_double.main, *words, said=log_of(home), **(env or {}))
    try:
        yield process, watch
    finally:
        watch.let_go()
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running_server(home: Path, *, watched: bool = False, **how: Any) -> Iterator[RunningServer]:
    """A server on the data folder `home`, which answers when this gives it; it is ended afterwards.

    `how` is as in `starting_server`. When it is `watched`, its worker stands still at each moment. The token that the
    first start prints is kept in a file beside `home`, for later starts.
    """
    log, kept = log_of(home), home.with_name(f"{home.name}.token")
    with starting_server(home, **how) as (process, watch):
        if watched:
            watch.until("serve")
            watch.go_on()
        else:
            watch.let_go()
        url = _answering(process, log)
        if found := _TOKEN.search(log.read_text()):
            kept.write_text(found[0])
        token = kept.read_text() if kept.exists() else ""
        yield RunningServer(home, url, token, process, log, watch)


def log_of(home: Path) -> Path:
    """The file of what the server says."""
    return home.with_name(f"{home.name}.log")


def _answering(process: Forked, log: Path) -> str:
    """The server's URL once it answers."""
    until = time.monotonic() + GUARD_S
    while time.monotonic() < until and process.poll() is None:
        if found := _URL.search(log.read_text()):
            try:
                httpx2.get(f"{found[1]}/healthz", timeout=60.0).raise_for_status()
                return found[1]
            except httpx2.TransportError:  # bound, but it does not listen yet
                pass
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text()}")


def new_group(client: Any, project: str = "", **changed: object) -> str:
    """Makes a group, of `GROUP` with some fields changed, in a project's id or the default one; gives its path."""
    project = project or default_project(client)
    answer = client.post(f"{API}/projects/{project}/persona-groups", json={**GROUP, **changed})
    assert answer.status_code in (200, 201), answer.text
    return f"{API}/projects/{project}/persona-groups/{answer.json()['id']}"


def default_project(client: Any) -> str:
    """Its id, whatever other projects a test has made."""
    projects = client.get(f"{API}/projects").json()["items"]
    return next(str(each["id"]) for each in projects if each["name"] == "default")


def ended(client: Any, path: str) -> dict[str, Any]:
    """The group at `path` once its generation has ended."""
    return _ended(client, path, "generation_status")


def _ended(client: Any, path: str, status: str) -> dict[str, Any]:
    until, pause = time.monotonic() + GUARD_S, 0.02
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(path).raise_for_status().json()
        if found[status] in ("complete", "failed") and found["progress"] is None:
            return found
        time.sleep(pause)
        pause = min(pause * 1.2, 0.3)  # asking takes time from the worker
    raise AssertionError(f"a deadlock: not ended after {GUARD_S} s: {found}")


def generated(client: Any, path: str, **body: object) -> dict[str, Any]:
    """Asks for the group's people and waits for them; gives the group."""
    answer = client.post(f"{path}/generate", json=body)
    assert answer.status_code == 202, answer.text
    return ended(client, path)


def new_study(client: Any, body: Mapping[str, Any], project: str = "") -> str:
    """Makes a study in a project's id or the default one; gives its path."""
    project = project or default_project(client)
    answer = client.post(f"{API}/projects/{project}/studies", json=body)
    assert answer.status_code in (200, 201), answer.text
    return f"{API}/projects/{project}/studies/{answer.json()['id']}"


def ended_study(client: Any, path: str) -> dict[str, Any]:
    """The study at `path` once it has been asked."""
    return _ended(client, path, "status")
