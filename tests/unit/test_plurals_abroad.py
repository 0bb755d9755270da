"""Plurals of other languages are read with the singular that tables have."""

import pytest

from boses_engine.grounding.phrases.plurals_abroad import in_singular
from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "plural", "singular"),
    [
        ("DE", "Ärzte", "Arzt"),
        ("DE", "Ingenieurinnen", "Ingenieurin"),
        ("DE", "Bankkaufleute", "Bankkaufmann"),
        ("NL", "ambtenaren", "ambtenaar"),
        ("PL", "fryzjerzy", "fryzjer"),
        ("PL", "programiści", "programista"),
        ("CZ", "zdravotní sestry", "zdravotní sestra"),
        ("RU", "продавцы", "продавец"),
        ("UA", "вчителі", "вчитель"),
        ("IT", "camionisti", "camionista"),
        ("GR", "δάσκαλοι", "δάσκαλος"),
        ("FI", "sairaanhoitajat", "sairaanhoitaja"),
        ("HU", "orvosok", "orvos"),
    ],
)
def test_a_plural_is_read_as_its_singular(code: str, plural: str, singular: str) -> None:
    wishes = read_occupation(plural, code).wishes

    assert wishes == read_occupation(singular, code).wishes
    assert all(wish.match != "as asked" for wish in wishes)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("PH", "mga guro"),
        ("DE", "Lehrer"),
        ("IT", "barista"),
        ("NL", "kok in een restaurant"),
        ("PL", "primary teachers"),
        ("PL", "Nauczyciel szkoły podstawowej (primary school teacher)"),
    ],
)
def test_what_is_known_stays(code: str, text: str) -> None:
    assert in_singular(text, code) == text
