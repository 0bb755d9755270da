"""What OpenAPI shows as examples, by the name of what they are of, and a person as the engine wrote them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


_EXAMPLES, PERSON = _read("examples.json"), _read("person.json")
JAKARTA, STUDY, ANSWER, TOKEN, PASSPORT = (
    _EXAMPLES[name] for name in ("Group", "NewStudy", "Answer", "Token", "Passport")
)


def show_example(name: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An example as a schema holds it, after the fields of another that it goes on from."""
    return {"example": {**(before or {}), **_EXAMPLES[name]}}
