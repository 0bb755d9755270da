"""What an answer must be: a regular expression, or a JSON schema. Both are kept by construction, never repaired."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pattern:
    """A Rust-syntax regular expression that the whole answer matches; the answer's value is its text."""

    regex: str

    def parse(self, text: str) -> str:
        """The text itself."""
        return text


@dataclass(frozen=True)
class Schema:
    """A JSON schema, as text; the answer is JSON without padding, its value what the JSON means."""

    text: str

    @classmethod
    def of(cls, schema: dict[str, Any]) -> "Schema":
        """From a schema as `pydantic` gives it."""
        return cls(json.dumps(schema, ensure_ascii=False))

    def parse(self, text: str) -> Any:
        """The JSON's value."""
        return json.loads(text)


Constraint = Pattern | Schema
