"""The share of women of factory workers is that of the places where they are drawn."""

from boses_engine.domain.group import Group
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.resolve import resolve
from boses_engine.pipeline.segment import drawn_sexes


def test_workers_of_a_country_are_those_of_its_belts() -> None:
    """Catches a country whose garment workers count for nothing, as no division was asked for."""
    group = Group(
        name="a",
        age_min=20,
        age_max=45,
        gender="All",
        location="Indonesia",
        income_level="Middle",
        occupation="factory worker",
        persona_count=10,
    )
    asked, where = read_occupation(group.occupation, "ID"), resolve(group.location)
    assert 0.33 < drawn_sexes(group, asked, where).women < 0.6
