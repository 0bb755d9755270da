"""For commands while a server holds the store: its methods, generation, studies and talk, by the socket in the data
folder."""

import functools
import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast, get_type_hints

import httpx2
from pydantic import TypeAdapter

from boses_engine import errors
from boses_engine.domain.group import Group
from boses_engine.domain.library import Merged
from boses_engine.domain.passport import Passport, Replay
from boses_engine.domain.persona import Persona
from boses_engine.domain.study import By, StudyDesign
from boses_engine.errors import BosesError, ConflictError, GenerationError, InputError, StudyError
from boses_engine.pipeline.events import Event, RunFinished
from boses_engine.server.owner import CALLS, FOUND, adapter
from boses_engine.server.wire import KINDS, from_json
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.studies.events import StudyEvent, StudyFinished
from boses_engine.studies.file import values_of
from boses_engine.talk.reply import Reply, Turn

_HEARD = 100  # turns of a conversation that are sent: more are not looked at
_LONG = httpx2.Timeout(60.0, read=None)
_LOST = "the server that holds the store has ended; what it was asked for goes on when it is started again."


@contextmanager
def connected(settings: Settings) -> "Iterator[Server | None]":
    """The server that holds the store, None where there is none."""
    path = settings.server_socket
    if not path.is_socket():
        yield None
        return
    transport = httpx2.HTTPTransport(uds=str(path))
    with httpx2.Client(transport=transport, base_url="http://localhost", timeout=60.0) as http:
        try:
            http.get("/healthz").raise_for_status()
        except httpx2.HTTPError:  # it was killed and left the socket behind
            yield None
            return
        try:
            yield Server(http, settings.project)
        except httpx2.TransportError as exc:
            raise GenerationError(_LOST) from exc


class Server:
    """A running server, as its owner sees it."""

    def __init__(self, http: httpx2.Client, project: str):
        self._http, self._project = http, project

    @property
    def store(self) -> Store:
        """The store that it holds, of which only the methods in `owner.CALLS` can be called."""
        return cast(Store, _Store(self._http))

    def generate(self, group: Group, *, seed: int) -> Iterator[Event]:
        """Puts the group into the server's queue and yields the events of its run; the last is `RunFinished`.

        :raises BosesError: as the engine does.
        """
        project, _ = self.store.add_project(self._project)
        key = self.store.add_group(group, self._project)
        base = f"/api/v1/projects/{project.id}/persona-groups/{key}"
        if (queued := self._send(f"{base}/generate", {"seed": seed, "regenerate": True})["seed"]) != seed:
            raise ConflictError(f"the server is generating this group with seed {queued}: wait until that has ended.")
        for name, told in self._events(f"{base}/events"):
            if name in KINDS:
                yield (event := cast(Event, from_json(name, told)))
                if isinstance(event, RunFinished):
                    return
        yield self._ended(key)

    def ask(self, design: StudyDesign, *, by: By) -> Iterator[StudyEvent]:
        """Puts the study into the server's queue and yields the events of its asking; the last is `StudyFinished`.

        :raises BosesError: as the engine does.
        """
        project, _ = self.store.add_project(self._project)
        base = f"/api/v1/projects/{project.id}/studies"
        base = f"{base}/{self._send(base, values_of(design), StudyError)['id']}"
        if (queued := self._send(f"{base}/ask", {"again": True, "by": by})["by"]) != by:
            raise ConflictError(f"the server is asking this study by {queued}: wait until that has ended.")
        for name, told in self._events(f"{base}/events"):
            if name in ("study_started", "ranges_answered", "answered"):
                yield cast(StudyEvent, from_json(name, told))
        study = self._http.get(base).raise_for_status().json()
        if study["progress"] is not None:
            raise GenerationError(_LOST)
        if study["status"] != "complete":
            raise StudyError(study["reason"])
        row = self.store.asked_study(study["asked_id"])
        if row.report is None:
            raise GenerationError(_LOST)
        yield StudyFinished(row.id, tuple(design.in_order(self.store.answers(row.id))), row.report)

    def talk(self, person: Persona, turns: Sequence[Turn], *, seed: int) -> Reply:
        """What a person says next, see `Engine.talk`.

        :raises BosesError: the server cannot answer.
        """
        messages = [{"role": turn.role, "content": turn.text} for turn in turns[-_HEARD:]]
        asked = {"model": f"persona/{person.id}", "messages": messages, "seed": seed}
        answer = self._http.post("/v1/chat/completions", json=asked, timeout=_LONG)
        if answer.is_error:
            raise GenerationError(answer.json()["error"]["message"])
        choice = answer.json()["choices"][0]
        return Reply(choice["message"]["content"], **choice["boses"])

    def import_people(self, file: Path, mapping: Path | None) -> Merged:
        """Takes people from a file into the project's library.

        :raises InputError: the file, or a row of it, does not fit.
        """
        project, _ = self.store.add_project(self._project)
        beside = file.with_suffix(".brands.csv")
        sent = {"file": file, "mapping": mapping, "brands": beside if file.suffix.casefold() == ".csv" else None}
        parts = {name: (path.name, path.read_bytes()) for name, path in sent.items() if path and path.is_file()}
        answer = self._http.post(f"/api/v1/projects/{project.id}/imports", files=parts, timeout=_LONG)
        told = answer.json()
        if answer.is_error:
            raise InputError(told["detail"])
        return Merged(told["added"], told["doubles"], 0, tuple(told["refused"]))

    def rewrite(self, key: str, *, field: str | None, seed: int) -> Persona:
        """Tells a person anew, see `Engine.rewrite`.

        :raises BosesError: as the engine does.
        """
        told = {"field": field, "seed": seed}
        answer = self._http.post(f"/owner/personas/{key}/rewrite", json=told, timeout=_LONG)
        return Persona.model_validate_json(_content(answer))

    def search_library(self, text: str, count: int) -> list[tuple[str, float]]:
        """The ids of the people most like a text, with their similarity; raises as the library does."""
        answer = self._http.post("/owner/library/search", json={"text": text, "count": count}, timeout=_LONG)
        return FOUND.validate_json(_content(answer))

    def cancel(self, key: str) -> bool:
        """Ends a run, or the asking of a study, that waits or is at work; False where it does neither."""
        return bool(TypeAdapter(bool).validate_json(_content(self._http.post(f"/owner/cancel/{key}"))))

    def passport(self, key: str) -> Passport:
        """How a person was made; raises as the store does."""
        return Passport.model_validate_json(_content(self._http.post(f"/owner/personas/{key}/passport")))

    def replay(self, key: str) -> Replay:
        """Makes a person again, see `Engine.replay`.

        :raises BosesError: as the engine does.
        """
        answer = self._http.post(f"/owner/personas/{key}/replay", timeout=_LONG)
        return Replay.model_validate_json(_content(answer))

    def _send(self, path: str, body: object, error: type[BosesError] = GenerationError) -> dict[str, Any]:
        """What the server answers to a body; raises `error` where it refuses it."""
        answer = self._http.post(path, json=body)
        told: dict[str, Any] = answer.json()
        if answer.is_error:
            raise error(told["detail"])
        return told

    def _events(self, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Server-sent events: names with their data."""
        with self._http.stream("GET", path, timeout=_LONG) as stream:
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))

    def _ended(self, key: str) -> RunFinished:
        """What became of a run whose last event was not heard."""
        row = self.store.group(key)
        run = self.store.run(row.run_id) if row.run_id else None
        if row.queued:
            raise GenerationError(_LOST)
        if run is None or run.status == "generating":
            raise GenerationError("the run was cancelled: the same command goes on with it.")
        if run.report is None or run.status != "complete":
            raise GenerationError(row.reason or "the run ended without a report; see the server's messages.")
        return RunFinished("complete", tuple(self.store.personas(key)), run.report)


class _Store:
    def __init__(self, http: httpx2.Client):
        self._http = http

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in CALLS:
            raise AttributeError(name)
        return functools.partial(self._call, name)

    def _call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        method = getattr(Store, name)
        hints = get_type_hints(method)
        given = inspect.signature(method).bind(None, *args, **kwargs).arguments
        given.pop(next(iter(given)))  # the database, which is the server's
        told = {key: adapter(hints[key]).dump_python(value, mode="json") for key, value in given.items()}
        answer = self._http.post(f"/owner/{name}", json=told)
        return adapter(hints["return"]).validate_json(_content(answer))


def _content(answer: httpx2.Response) -> bytes:
    """The body of a good answer; raises the error that the server told of."""
    if answer.status_code == 422 and isinstance(said := answer.json(), list):
        raise _error(*said)
    answer.raise_for_status()
    return answer.content


def _error(name: str, text: str) -> BosesError:
    kind: type[BosesError] = getattr(errors, name, GenerationError)
    try:
        return kind(text)
    except TypeError:
        return GenerationError(text)
