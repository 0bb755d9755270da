"""Who lives in the streets of a town by what they do, and in which places."""

from dataclasses import replace

import numpy as np
import pytest

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.resolve import resolve
from boses_engine.pipeline.segment import _draw_urban, place_at_work, where_they_work


def _in_town(phrase: str, location: str) -> float:
    """The share in town of those who do it."""
    rng, where = np.random.default_rng(3), resolve(location)
    asked = read_occupation(phrase, where.country_code)
    places = [place_at_work((n + 0.5) / 600, asked, where) for n in range(600)]
    return float(np.mean([_draw_urban(rng, asked, where, place) for place in places]))


def test_retired_farmers_live_where_farmers_do() -> None:
    """Catches a town share that is taken a second way for those who have left the fields."""
    farmers, retired = (_in_town(each, "Central Java, Indonesia") for each in ("rice farmer", "retired farmer"))
    assert retired == pytest.approx(farmers, abs=0.05)


def test_fishers_of_a_town_at_the_sea_stay_in_it() -> None:
    """Catches fishers of Saint-Louis on the river far inland, and its farmers in its streets."""
    where = resolve("Saint-Louis, Senegal")
    assert where_they_work(read_occupation("fisherman", "SN"), where) == where
    assert len(where_they_work(read_occupation("rice farmer", "SN"), where).places) > 1


def test_a_faith_that_nobody_has_there_changes_no_places() -> None:
    """Catches farmers in great cities as soon as a faith is asked for that is of no place."""
    where, asked = resolve("Indonesia"), read_occupation("vegetable farmer", "ID")
    strange = replace(asked, faiths=("of nobody",), people="of nobody")
    at = [(n + 0.5) / 400 for n in range(400)]
    assert [place_at_work(each, strange, where) for each in at] == [place_at_work(each, asked, where) for each in at]


def test_students_past_school_live_about_universities() -> None:
    """Catches students of twenty spread over the country, most of whom have a teachers' college alone."""
    where, asked = resolve("Vietnam"), read_occupation("student", "VN")
    great = {"Hanoi", "Ho Chi Minh City", "Thu Duc"}
    at = [(n + 0.5) / 200 for n in range(200)]
    pupils, students = (sum(place_at_work(each, asked, where, age).city in great for each in at) for age in (16, 21))
    assert students > 1.5 * pupils
