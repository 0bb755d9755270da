"""The events of runs and studies as JSON and back: what server-sent events carry."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

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
    assert is_dataclass(event)
    return {each.name: _plain(getattr(event, each.name)) for each in fields(event)}


def from_json(name: str, values: dict[str, Any]) -> Event | StudyEvent:
    """The event again; KeyError for a name that is none, pydantic's ValidationError for fields that do not fit."""
    event: Event | StudyEvent = TypeAdapter(KINDS[name]).validate_python(values)
    return event


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
