"""The base of all values."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable, closed to unknown fields, equal by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")
