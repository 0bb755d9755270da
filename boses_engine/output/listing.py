"""What the list of people offers to choose by: facets, each a fact that differs between them, with its values."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from boses_engine.domain.persona import Attitude, Persona

ABOUT: dict[str, tuple[str, Callable[[Persona], str]]] = {
    "sex": ("Sex", lambda person: person.gender),
    "city": ("City", lambda person: person.location.city),
    "kind": ("Kind of work", lambda person: person.work.category),
    "job": ("Job", lambda person: person.work.title),
    "income": ("Income level", lambda person: person.income.level),
}
HELD: tuple[Attitude, ...] = get_args(Attitude)


@dataclass(frozen=True)
class Facet:
    """A choice: the name and the label of the field, and how many people each value has."""

    name: str
    label: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Listing:
    """The choices of a page of people, and what each person, in their order, is found by."""

    youngest: int
    oldest: int
    facets: tuple[Facet, ...]
    brands: Facet
    attitudes: Facet
    found: tuple[dict[str, str], ...]  # a facet's name to the person's value
    held: tuple[dict[str, Attitude], ...]  # a brand to the person's attitude


def listing(people: Sequence[Persona]) -> Listing:
    """The choices among one person or more; a fact that all share is no choice and left out."""
    found = tuple({name: of(person) for name, (_, of) in ABOUT.items()} for person in people)
    held = tuple({story.brand: story.attitude for story in person.brand_relationships} for person in people)
    facets = [_facet(name, label, [values[name] for values in found]) for name, (label, _) in ABOUT.items()]
    brands = _facet("brand", "Brand", [brand for brands in held for brand in brands])
    holders = Counter(attitude for brands in held for attitude in set(brands.values()))
    return Listing(
        youngest=min(person.age for person in people),
        oldest=max(person.age for person in people),
        facets=tuple(facet for facet in facets if len(facet.values) > 1),
        brands=brands,
        attitudes=Facet("attitude", "Attitude", tuple((each, holders[each]) for each in HELD if each in holders)),
        found=found,
        held=held,
    )


def _facet(name: str, label: str, values: Sequence[str]) -> Facet:
    return Facet(name, label, tuple(sorted(Counter(filter(None, values)).items(), key=lambda each: each[0].casefold())))
