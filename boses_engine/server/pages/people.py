"""What the pages show of people: full cards with portraits by address, and a group in figures beside another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Persona
from boses_engine.output.gallery import PAGE_PEOPLE, Card, cards_of
from boses_engine.server.context import Context
from boses_engine.server.routes.people import report_of
from boses_engine.store.rows import GroupRow, ProjectRow

_BESIDE = 20  # people of a group beside another
_TOLD = 5  # of each kind in a comparison
_LEVELS = ("low", "medium", "high")  # of price sensitivity


@dataclass(frozen=True)
class Side:
    """A group as a comparison shows it: people, and what they are like in shares of the whole group."""

    row: GroupRow
    people: Sequence[Card]
    ages: str
    prices: list[tuple[str, int]]  # what it is, and percent of the people
    styles: list[tuple[str, int]]
    platforms: list[tuple[str, int]]
    brands: Sequence[tuple[str, str, int]]  # brand, the attitude that most have, percent of the people who speak of it


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


def side(here: Context, project: ProjectRow, group: GroupRow) -> Side:
    """One side of a comparison."""
    shown = cards(here, project, group, most=None)
    people = [card.person for card in shown]
    told = Counter(brand.brand for person in people for brand in person.brand_relationships)
    attitudes = Counter((brand.brand, brand.attitude) for person in people for brand in person.brand_relationships)
    brands = []
    for brand, count in told.most_common(_TOLD):
        said = max((n, attitude) for (name, attitude), n in attitudes.items() if name == brand)
        brands.append((brand, said[1], _percent(count, len(people))))
    ages = sorted(person.age for person in people)
    return Side(
        group,
        shown[:_BESIDE],
        f"{ages[0]} to {ages[-1]}, half of them under {ages[len(ages) // 2] + 1}" if ages else "",
        sorted(
            _shares(people, [person.price_sensitivity.level for person in people]),
            key=lambda share: _LEVELS.index(share[0]),
        ),
        _shares(people, [person.psychographics.decision_style for person in people]),
        _shares(people, [platform for person in people for platform in person.digital_habits.platforms]),
        brands,
    )


def _shares(people: Sequence[Persona], found: Sequence[str]) -> list[tuple[str, int]]:
    return [(name, _percent(count, len(people))) for name, count in Counter(found).most_common(_TOLD)]


def _percent(count: int, of: int) -> int:
    return round(100 * count / of)
