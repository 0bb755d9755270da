"""Discovered themes that the codebook does not tell of, worded by a model that answers as told."""

from collections.abc import Callable

import pytest
from support.talk import CODEBOOK, Talk, talk

from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.snapshots.new_themes import LEAST_NPMI, MOST, NewTheme, explain_themes, word_new_themes
from boses_engine.snapshots.themes.discover import FoundTerm, FoundTheme

MEANINGS = {"kamar": "room", "handuk": "towel", "sarapan": "breakfast"}


def found(*terms: str, own: bool = True, npmi: float = 0.3) -> FoundTheme:
    return FoundTheme(tuple(FoundTerm(term, 3.0, own) for term in terms), 50, npmi)


HOTEL = found("kamar", "handuk", "sarapan")


def answer(request: Request, _text: str) -> str:
    """A model that knows its words."""
    if "mean?" in request.ask:
        return MEANINGS[request.key.partition("/")[0]]
    return "service"


def word(
    *themes: FoundTheme, given: Talk | None = None, spoil: Callable[[Request, str], str] = answer
) -> list[NewTheme]:
    rows = given or talk("kamar kotor", "handuk basah", times=15, rating=1.0)
    return word_new_themes(explain_themes(themes, "ID", DoubleModel(spoil=spoil)), CODEBOOK, rows, "ID")


def test_a_new_theme_is_worded() -> None:
    (new,) = word(HOTEL)
    assert new.worded is not None
    assert (new.worded.theme, new.worded.part_of_life, new.worded.polarity) == ("room-towel", "service", "bad")
    assert new.worded.wordings == {}  # nothing is told of a person that nobody has put well
    assert dict(new.worded.terms["ID"]) == MEANINGS
    assert new.worded.about == "room, towel, breakfast"


def test_stars_decide_between_good_and_bad() -> None:
    (new,) = word(HOTEL, given=talk("kamar", times=30, rating=5.0))
    assert new.worded is not None
    assert new.worded.polarity == "good"


def test_a_meaning_given_once_is_not_believed() -> None:
    """Catches glosses that the model makes up, another one each time."""
    given = iter("room towel ticket kettle lamp box door cup map gate".split())
    (new,) = word(HOTEL, spoil=lambda r, t: next(given) if "mean?" in r.ask else answer(r, t))
    assert (new.worded, new.reason) == (None, "the model does not know its words")


@pytest.mark.parametrize(
    ("theme", "reason"),
    [
        (found("kamar", "handuk", "sarapan", npmi=LEAST_NPMI - 0.01), "its words hardly occur together"),
        (found("kamar", "handuk", "sarapan", own=False), "too few terms of its own"),
        (found("kamar", "kamar handuk", "kamar sarapan"), "too few terms of its own"),
    ],
)
def test_what_is_left_out_unasked(theme: FoundTheme, reason: str) -> None:
    def nobody(request: Request, text: str) -> str:
        raise AssertionError("the model was asked")

    assert [(new.worded, new.reason) for new in word(theme, spoil=nobody)] == [(None, reason)]


def test_an_unknown_part_of_life_leaves_a_theme_out() -> None:
    (new,) = word(HOTEL, spoil=lambda r, t: "hotels" if "Which of these" in r.ask else answer(r, t))
    assert new.reason == "the model finds no part of life for it"


def test_too_few_rows_leave_a_theme_out() -> None:
    (new,) = word(HOTEL, given=talk(*["bagus"] * 3_000, *["kamar"] * 29))
    assert new.reason == "too few rows"


def test_the_same_meaning_twice_is_one_theme_and_the_most_coherent_come_first() -> None:
    close, far = found("kamar", "handuk", "sarapan", npmi=0.5), found("kamar", "handuk", "sarapan", npmi=0.2)
    first, second = word(far, close)
    assert (first.found.npmi, first.worded is not None) == (0.5, True)
    assert second.reason == "it means the same as room-towel"


def test_no_more_than_the_most() -> None:
    results = word(*[HOTEL] * (MOST + 2))
    assert sum(new.reason.startswith("one more than") for new in results) == 2
