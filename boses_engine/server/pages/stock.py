"""The pages of what is there beside projects: the library, the snapshots, and the calls of the API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from boses_engine.output.gallery import cards_of
from boses_engine.pipeline.evidence import counted
from boses_engine.server.access import Who
from boses_engine.server.context import Here
from boses_engine.server.pages.render import page
from boses_engine.server.problems import ProblemError
from boses_engine.snapshots.catalogue import listing
from boses_engine.snapshots.file import read_snapshot

router = APIRouter(include_in_schema=False)
_PAGE = 50


@router.get("/library")
def library(
    who: Who,
    here: Here,
    q: Annotated[str, Query(max_length=200)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """The people of the library, found by parts of their names, and where each can be talked with."""
    here.store.join_complete()
    found, total = here.store.find_members(who.project, q, (number - 1) * _PAGE, _PAGE)
    cards = cards_of([person for person, _, _ in found])
    return page(
        "library",
        who,
        found=[(card, track, retired) for card, (_, track, retired) in zip(cards, found, strict=True)],
        homes=here.store.homes_of([person.id for person, _, _ in found], who.project),
        q=q,
        total=total,
        page=number,
        pages=max(1, -(-total // _PAGE)),
    )


@router.get("/snapshots")
def snapshots(who: Who, here: Here) -> HTMLResponse:
    """The snapshots on this machine, market by market."""
    today = datetime.now(UTC).date()
    found = [(each, (today - each.day).days) for each in listing(here.engine.settings.snapshots)]
    return page("snapshots", who, found=found, most_days=here.engine.settings.snapshot_max_age_days)


@router.get("/snapshots/{market}/{version}")
def snapshot(market: str, version: str, who: Who, here: Here) -> HTMLResponse:
    """What the consumers of a market talk about, each thing with its share."""
    for each in listing(here.engine.settings.snapshots):
        if (each.market, each.version) == (market, version):
            told = read_snapshot(each.path)
            signals = sorted(told.signals, key=lambda signal: (-signal.rows, signal.id))
            rows = [(signal, counted(signal)) for signal in signals]
            files = sum(file.rows_kept for file in told.built_from.sources)
            return page("snapshot", who, listed=each, snapshot=told, rows=rows, kept=files)
    raise ProblemError(404, "there is no such snapshot.")


@dataclass(frozen=True)
class Call:
    """One call of the API as its page tells it."""

    method: str
    path: str
    anchor: str
    about: str
    fields: list[tuple[str, str, str]]  # name, where, what it is
    body: str
    answers: list[tuple[str, str, str]]  # status, what it means, an example


@router.get("/docs")
def docs(request: Request, here: Here) -> HTMLResponse:
    """All calls of the API with their examples, from its description."""
    told = request.app.openapi()
    calls: dict[str, list[Call]] = {}
    for tag, call in _calls(told):
        calls.setdefault(tag, []).append(call)
    return page("docs", None, calls=calls, base=str(request.base_url).rstrip("/"))


def _calls(told: Mapping[str, Any]) -> Iterator[tuple[str, Call]]:
    schemas = told["components"]["schemas"]
    for path, methods in told["paths"].items():
        for method, call in methods.items():
            fields = [
                (each["name"], each["in"], each.get("description", ""))
                for each in call.get("parameters", ())
                if each["in"] in ("path", "query")
            ]
            answers = []
            for status, answer in call["responses"].items():
                if not status.startswith("4"):
                    example = "".join(_example(each, schemas) for each in answer.get("content", {}).values())
                    answers.append((status, answer["description"], example))
            refused = ", ".join(status for status in call["responses"] if status.startswith("4"))
            answers.append((refused, "What is wrong, as a problem document.", ""))
            body = "".join(_example(each, schemas) for each in call.get("requestBody", {}).get("content", {}).values())
            tag = (call.get("tags") or ["health"])[0]
            anchor = f"{method}{path}".replace("/", "-").replace("{", "").replace("}", "").replace(":", "-")
            yield tag, Call(method.upper(), path, anchor, call.get("description", ""), fields, body, answers)


def _example(content: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """The example of a body, of itself or of its schema; "" without one."""
    found = content.get("example")
    schema = content.get("schema", {})
    many = schema.get("type") == "array"
    for part in (schema.get("items", {}) if many else schema, *schema.get("anyOf", ())):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if found is None and name in schemas:
            found = schemas[name].get("example")
            found = [found] if many and found is not None else found
    return "" if found is None else dumps(found, indent=2, ensure_ascii=False)
