"""How old those are who do a kind of work, by the rows of a table."""

from collections import Counter

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.ages import over_ages
from boses_engine.grounding.work.tables import Job, rows_by_title


def _job(title: str) -> Job:
    return rows_by_title()[title][0].job


def test_no_work_has_two_rows_of_ages_in_a_market() -> None:
    rows = Counter(
        (title, market, row["isco08"])
        for row in table("work/ages.csv")
        for title in row["title"].split("|")
        for market in row["incomes"].split("|")
    )
    assert [key for key, times in rows.items() if times > 1] == []


def test_rows_of_rich_countries_come_before_those_of_any() -> None:
    """Catches firefighters of the United States as young as where brigades pension early."""
    us, ph = (over_ages(code, _job("firefighter")) for code in ("US", "PH"))
    assert us[44] == 1.0 > ph[44]


def test_a_title_comes_before_its_code_and_a_country_before_all() -> None:
    """Catches rows that are found by the longest code alone."""
    guide, soldier = _job("rafting guide"), _job("soldier")
    assert over_ages("US", guide)[30] == 1.0 > over_ages("US", guide)[33]
    assert over_ages("VN", soldier)[36] == 1.0 > over_ages("PH", soldier)[36]
