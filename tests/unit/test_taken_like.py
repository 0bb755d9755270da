"""Titles that no table has, taken like the ones nearest to them."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "text", "workplace"),
    [
        ("ID", "fish cannery manager", "a fish cannery"),
        ("ID", "laundry manager", "a laundry"),
        ("VN", "seafood factory manager", "a seafood factory"),
    ],
)
def test_who_leads_a_place_is_taken_like_a_manager(code: str, text: str, workplace: str) -> None:
    """Catches a manager with the pay and schooling of a hand, whose title is nearest in meaning."""
    (wish,) = read_occupation(text, code, nearest=lambda _: [("cannery worker", 0.8), ("laundry worker", 0.8)]).wishes
    assert [row.job.isco08[:1] for row in wish.rows] == ["1"]
    assert wish.title == text
    assert wish.workplace == workplace
