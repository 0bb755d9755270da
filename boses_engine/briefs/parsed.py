"""A brief that was read: the eight fields of a group, and how they were come by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from boses_engine.domain.group import Group


@dataclass(frozen=True)
class ParsedBrief:
    """The group that a brief describes; `assumed` holds why for each field that the text does not say.

    `notes` tell what else was decided: a place of several of that name, words between two income levels.
    """

    group: Group
    assumed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """The eight fields at the top level, with `assumed` and `notes`."""
        return {**self.group.model_dump(), "assumed": dict(self.assumed), "notes": list(self.notes)}
