"""Statements by the model: what is asked, what is refused, and what stands then."""

from collections import Counter

import pytest
from support.talk import CODEBOOK, DRIVER, SHIPPING, talk

from boses_engine.domain.snapshot import Signal
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, Request
from boses_engine.snapshots.counts import count
from boses_engine.snapshots.signals import make_signals
from boses_engine.snapshots.wording import TRIES, opening, problem, word_statements

GOOD = "the shipping cost that is higher than the thing they buy"


def a_signal(*, rating: float = 1.0, times: int = 30, platform: str = "") -> Signal:
    given = talk("ongkir mahal", rating=rating, times=times, platform=platform)
    return make_signals(count(given, CODEBOOK, "ID"), CODEBOOK)[0]


def answering(*texts: str) -> DoubleModel:
    """Answers with the opening and the texts, one a request in turn, the last again and again."""
    left = list(texts)
    begun = opening(a_signal(), SHIPPING)
    return DoubleModel(spoil=lambda _request, _text: f"{begun} {left.pop(0) if len(left) > 1 else left[0]}.")


def test_a_good_answer_is_the_statement() -> None:
    (signal,), worded = word_statements([a_signal()], CODEBOOK, answering(GOOD))
    assert signal.statement == f"People who review an app often complain about {GOOD}."
    assert (worded.by_model, worded.at_once, worded.refused) == (1, 1, Counter())


def test_a_bad_answer_is_asked_again() -> None:
    (signal,), worded = word_statements([a_signal()], CODEBOOK, answering("ten percent of all the people there", GOOD))
    assert signal.statement.endswith(f"{GOOD}.")
    assert (worded.by_model, worded.at_once, worded.refused) == (1, 0, Counter(figures=1))


def test_after_three_tries_the_codebook_speaks() -> None:
    (signal,), worded = word_statements([a_signal()], CODEBOOK, DoubleModel())
    assert signal.statement == SHIPPING.statement
    assert (worded.by_model, worded.refused.total()) == (0, TRIES)


@pytest.mark.parametrize(
    ("gap", "reason"),
    [
        (GOOD, None),
        ("the shipping cost of five or more parcels", "figures"),
        ("the shipping cost that shopee has for them", "names"),
        ("the shipping cost of 20 for one parcel", "not one sentence"),
        ("the shipping cost. It is far too high", "not one sentence"),
        ("the Shipping cost that they have to pay", "not one sentence"),
        ("the battery that does not last a day", "off the theme"),
        ("the cost of the cost of the cost", "repeats itself"),
        ("the shipping cost that they have to", "ends in the open"),
        ("the shipping cost they don like to pay", "not one sentence"),
        ("the shipping cost and cost and fee and price", "a list"),
        ("the shipping cost in their whole country", "names"),
        ("the ongkir that has a high shipping cost", "not English"),
        ("biaya pengiriman yang sangat mahal untuk shipping cost saya", "not English"),
        (
            "the shipping cost "
            + "which is quite high and goes up when things get bad over some long days near the end",
            "too long",
        ),
    ],
)
def test_what_is_refused(gap: str, reason: str | None) -> None:
    signal = a_signal()
    asked: list[Request] = []
    word_statements([signal], CODEBOOK, DoubleModel(spoil=lambda r, t: asked.append(r) or t))  # type: ignore[func-returns-value]
    text = f"{opening(signal, SHIPPING)} {gap}."
    done = Completion(asked[0], text, text, "stop", 1, 1, 0, 0.1, 0.1)
    assert problem(done, signal, SHIPPING) == reason


def test_cut_off_answers_are_refused() -> None:
    long = " ".join(["shipping"] * 60)
    _, worded = word_statements([a_signal()], CODEBOOK, answering(long))
    assert worded.refused == Counter({"cut off": TRIES})


def test_the_opening_says_what_the_counts_say() -> None:
    rows = talk(*["driver"] * 30, *["bagus"] * 2_970, rating=5.0)
    (driver,) = make_signals(count(rows, CODEBOOK, "ID"), CODEBOOK)
    assert opening(driver, DRIVER) == "People who review an app now and then are pleased about"
    unweighed = driver.model_copy(update={"share": None, "source_kind": "reddit", "rating": None})
    assert opening(unweighed, DRIVER) == "People in online forums sometimes talk about"


def test_the_model_never_sees_a_row() -> None:
    """Catches a prompt with examples from the rows: a small model copies them."""
    seen: list[Request] = []
    given = talk("ongkir zzmahalzz sekali", times=30)
    signals = make_signals(count(given, CODEBOOK, "ID"), CODEBOOK)
    word_statements(signals, CODEBOOK, DoubleModel(spoil=lambda r, t: seen.append(r) or t))  # type: ignore[func-returns-value]
    asked = " ".join(" ".join((*r.path, r.ask)) for r in seen)
    assert "shipping cost" in asked
    assert "zzmahalzz" not in asked
    assert not any(char.isdigit() for char in asked)


def test_attempts_differ_in_their_seed() -> None:
    seeds: list[int] = []
    word_statements([a_signal()], CODEBOOK, DoubleModel(spoil=lambda r, t: seeds.append(r.seed) or t))  # type: ignore[func-returns-value]
    assert len(set(seeds)) == TRIES
