"""The events of runs and studies as JSON and back: what server-sent events carry."""

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from boses_engine.pipeline.events import Event
from boses_engine.studies.events import StudyEvent

KINDS: dict[str, type[Any]] = {
    "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("_"): kind
    for kind in (*get_args(Event), *get_args(StudyEvent))
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def name_of(event: Event | StudyEvent) -> str:
    """The name of an event's kind: "persona_done" of a `PersonaDone`."""
    return _NAMES[type(event)]


def to_json(event: Event | StudyEvent) -> dict[str, Any]:
    """The fields of an event as plain values; people as their records."""
    told: dict[str, Any] = _adapter(name_of(event)).dump_python(event, mode="json")
    return told


def from_json(name: str, values: dict[str, Any]) -> Event | StudyEvent:
    """The event again; KeyError for a name that is none, pydantic's ValidationError for fields that do not fit."""
    event: Event | StudyEvent = _adapter(name).validate_python(values)
    return event


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[name])
