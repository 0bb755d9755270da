"""Who lives in the streets of a town by what they do, and in which places."""

from dataclasses import replace

import numpy as np
import pytest

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.resolve import resolve
from boses_engine.pipeline.segment import _draw_urban, place_at_work


def _in_town(phrase: str, location: str, rank: float) -> float:
    """The share in town of those who do it, by the rank of their homes."""
    rng, where = np.random.default_rng(3), resolve(location)
    asked = read_occupation(phrase, where.country_code)
    places = [place_at_work((n + 0.5) / 600, asked, where) for n in range(600)]
    return float(np.mean([_draw_urban(rng, asked, where, place, rank) for place in places]))


@pytest.mark.parametrize("phrase", ["freelancer", "teacher", "finance professional"])
def test_named_work_is_where_it_is_for_all_classes(phrase: str) -> None:
    """Catches a kind of work of which no titles are listed taken for people who are not at work."""
    assert _in_town(phrase, "Indonesia", 0.2) == pytest.approx(_in_town(phrase, "Indonesia", 0.9), abs=0.05)


@pytest.mark.parametrize("phrase", ["housewives", "any", "housewives and teachers"])
def test_the_better_off_of_any_or_no_work_live_in_town_more_often(phrase: str) -> None:
    """Catches housewives who are spread like the teachers beside them."""
    assert _in_town(phrase, "Indonesia", 0.2) + 0.1 < _in_town(phrase, "Indonesia", 0.9)


def test_retired_farmers_live_where_farmers_do() -> None:
    """Catches a town share that is taken a second way for those who have left the fields."""
    farmers, retired = (_in_town(each, "Central Java, Indonesia", 0.5) for each in ("rice farmer", "retired farmer"))
    assert retired == pytest.approx(farmers, abs=0.05)


def test_a_faith_that_nobody_has_there_changes_no_places() -> None:
    """Catches farmers in great cities as soon as a faith is asked for that is of no place."""
    where, asked = resolve("Indonesia"), read_occupation("vegetable farmer", "ID")
    strange = replace(asked, faiths=("of nobody",), people="of nobody")
    at = [(n + 0.5) / 400 for n in range(400)]
    assert [place_at_work(each, strange, where) for each in at] == [place_at_work(each, asked, where) for each in at]
