"""What the pages show of people: full cards with portraits by address."""

from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Persona
from boses_engine.output.gallery import PAGE_PEOPLE, Card, cards_of
from boses_engine.server.context import Context
from boses_engine.server.routes.people import report_of
from boses_engine.store.rows import GroupRow, ProjectRow

_BESIDE = 3  # people of a group beside another


@dataclass(frozen=True)
class Side:
    """A group as a comparison shows it: some of its people, and the ages of all."""

    row: GroupRow
    people: Sequence[Card]
    ages: str


def address(project: ProjectRow, group: GroupRow) -> str:
    """Where the API has a group."""
    return f"/api/v1/projects/{project.id}/persona-groups/{group.id}"


def cards(
    here: Context, project: ProjectRow, group: GroupRow, first: int = 0, most: int | None = PAGE_PEOPLE
) -> list[Card]:
    """The cards of a group's people, with the addresses of their portraits."""
    if group.run_id is None:
        return []
    people = here.store.page(group.run_id, first, most)
    base = address(project, group)

    def picture(person: Persona) -> str | None:
        return f"{base}/personas/{person.id}/avatar" if person.avatar else None

    return cards_of(people, report_of(group, here), picture)


def side(here: Context, project: ProjectRow, group: GroupRow, ages: Sequence[float]) -> Side:
    """One side of a comparison."""
    known = sorted(map(int, ages))
    told = f"{known[0]} to {known[-1]}, half of them under {known[len(known) // 2] + 1}" if known else ""
    return Side(group, cards(here, project, group, most=_BESIDE), told)
