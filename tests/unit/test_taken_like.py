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


def test_who_is_taken_like_another_may_choose_which() -> None:
    """Catches a job taken for another with no word of what else it could be, or a title that is not there named."""
    near = [("wind turbine technician", 0.7), ("sari-sari store owner", 0.65), ("power plant operator", 0.6)]
    (note,) = read_occupation("wind turbine whisperer", "NO", nearest=lambda _: near).notes
    taken, others = note.split(" If another is meant, give it as the occupation, such as ")
    assert "'wind turbine technician', the nearest in meaning" in taken
    assert others == "'power plant operator'."


def test_where_nothing_is_near_the_likeliest_are_named() -> None:
    (note,) = read_occupation("mortgage whisperer", "US").notes
    assert "nothing near it is known" in note
    assert "such as 'mortgage broker'" in note


def test_who_is_taken_like_a_name_that_is_in_theirs_works_where_it_does() -> None:
    """Catches an IT support technician at no workplace, whose words are all those of IT support and one more."""
    (known,) = read_occupation("network support technician", "PH").wishes
    (other,) = read_occupation("drone technician", "PH").wishes
    assert known.rows[0].job.title == "network engineer"
    assert known.workplace is None
    assert other.workplace == ""


def test_a_job_is_the_same_in_both_spellings_of_english() -> None:
    for pair in (("event organiser", "event organizer"), ("fibre technician", "fiber technician")):
        british, american = (read_occupation(text, "PH") for text in pair)
        assert [row.job.title for row in british.wishes[0].rows] == [row.job.title for row in american.wishes[0].rows]
        assert not british.notes


def test_a_workplace_abroad_is_of_who_went_there() -> None:
    """Catches a technician of Hai Phong, at home with wife and son, at a factory in Taiwan."""
    (wish,) = read_occupation("Electronics factory technician", "VN").wishes
    assert wish.workplace == "an electronics factory"
    (cook,) = read_occupation("Cargo ship cook", "IN").wishes
    assert "inter-island" not in (cook.workplace or "")


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [("VN", "Pork seller at the market", "meat vendor"), ("JM", "Craft market vendor", "souvenir seller")],
)
def test_what_is_sold_at_a_market_tells_who(code: str, text: str, title: str) -> None:
    """Catches sellers of all that a market has."""
    (wish,) = read_occupation(text, code).wishes
    assert [row.job.title for row in wish.rows] == [title]
