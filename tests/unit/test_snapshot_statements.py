"""The statement of a signal, made of its counts."""

import pytest
from support.talk import CODEBOOK, talk

from boses_engine.snapshots.counts import count
from boses_engine.snapshots.signals import make_signals, share_of
from boses_engine.snapshots.statements import names_in, state
from boses_engine.snapshots.themes.words import words


@pytest.mark.parametrize(
    ("rows", "often"), [(50, "often"), (49, "now and then"), (10, "now and then"), (9, "once in a while")]
)
def test_how_often_is_said_in_words(rows: int, often: str) -> None:
    said = state("app store", share_of(rows, 1_000), "bad", "high shipping costs")
    assert said == f"People who review an app {often} complain about high shipping costs."


def test_who_says_what() -> None:
    assert state("service", None, "good", "hotel staff") == "Guests who leave a review sometimes praise hotel staff."
    assert state("reddit", None, "both", "vouchers") == "People in online forums sometimes talk about vouchers."


@pytest.mark.parametrize(("rating", "verb"), [(1.0, "complain about"), (5.0, "praise"), (3.0, "talk about")])
def test_the_stars_decide_where_a_theme_may_be_either(rating: float, verb: str) -> None:
    """Catches praise that is told as a complaint."""
    (signal,) = make_signals(count(talk("driver", rating=rating, times=30), CODEBOOK, "ID"), CODEBOOK)
    assert signal.statement == f"People who review an app often {verb} drivers who cancel."


def test_brands_called_by_an_ordinary_word_are_no_names() -> None:
    assert names_in(words("the royal voucher that shopee gave"), "ID") == ["Shopee"]
