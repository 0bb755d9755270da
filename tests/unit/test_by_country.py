"""Single figures of countries: every row is of countries that are known, and is asked for somewhere."""

import re
from pathlib import Path

import pytest

import boses_engine
from boses_engine.grounding.places.countries import country_codes, figure_of, table

_CODE = "\n".join(path.read_text("utf-8") for path in Path(boses_engine.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("room", ["work", "people", "market"])
def test_rows_are_of_known_countries_once_each(room: str) -> None:
    found = [(row["what"], code) for row in table(f"{room}/by_country.csv") for code in row["codes"].split()]
    assert len(found) == len(set(found))
    assert {code for _, code in found} <= {"any", *country_codes()}
    assert all(row["source"] and row["year"] for row in table(f"{room}/by_country.csv"))


@pytest.mark.parametrize("room", ["work", "people", "market"])
def test_what_is_asked_for_and_what_the_table_has_are_the_same(room: str) -> None:
    asked = set(re.findall(rf'figure_of\(\s*[\w.]+, "{room}", f?"([^"]+)"', _CODE))
    assert asked
    rows = {row["what"] for row in table(f"{room}/by_country.csv")}
    patterns = {re.sub(r"\\\{.*?\\\}", ".+", re.escape(each)) for each in asked}
    assert all(any(re.fullmatch(pattern, what) for pattern in patterns) for what in rows)
    assert all(any(re.fullmatch(pattern, what) for what in rows) for pattern in patterns)


def test_a_country_has_its_own_figure_or_that_of_any() -> None:
    assert figure_of("vn", "work", "leave until") == 1
    assert figure_of("HU", "work", "leave until") == 2
    assert figure_of("VN", "work", "pensioned", 0.7) == 0.4
    assert figure_of("NG", "work", "pensioned", 0.3) == 0.3
    assert figure_of("NG", "work", "leave short") == 0
