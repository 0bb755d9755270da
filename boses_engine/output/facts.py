"""What the engine knows about a place and from where: the tables behind its people, with their sources."""

from dataclasses import dataclass

from boses_engine.errors import LocationError
from boses_engine.grounding.places import gazetteer
from boses_engine.grounding.places import resolve as places
from boses_engine.grounding.places.country_names import english_names
from boses_engine.grounding.text import fold
from boses_engine.output.facts_blocks import Block, Fact, Source
from boses_engine.output.facts_market import market_blocks
from boses_engine.output.facts_people import people_blocks

__all__ = ["Block", "Fact", "PlaceFacts", "Source", "place_facts"]


@dataclass(frozen=True)
class PlaceFacts:
    """All blocks of one place."""

    asked: str
    country: str
    country_code: str
    region: str | None
    places: tuple[places.Place, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()  # what a user should know of how the place was read

    def block(self, key: str) -> Block:
        """:raises KeyError: there is no block of that key."""
        return {block.key: block for block in self.blocks}[key]


def place_facts(location: str) -> PlaceFacts:
    """The facts of a country, "City, Country", or a city alone, which is taken for the largest of that name.

    :raises LocationError: there is no such place.
    """
    where, notes = _find(location)
    blocks = people_blocks(where) + market_blocks(where.country_code)
    return PlaceFacts(where.asked, where.country, where.country_code, where.region, where.places, blocks, notes)


def _find(location: str) -> tuple[places.Resolved, tuple[str, ...]]:
    """The place that is meant, and what to know of how it was read."""
    try:
        return places.resolve(location), ()
    except LocationError:
        name = location.strip()
        codes = gazetteer.countries_with(fold(name[:60])) if "," not in name else []
        if not codes:
            raise
        found = places.resolve(f"{name}, {english_names()[codes[0]]}")
        others = [english_names()[code] for code in codes[1:4]]
        said = f'"{name}" is taken for the one in {found.country}'
        return found, (f"{said}; there is also one in {' and in '.join(others)}.",) if others else ()
