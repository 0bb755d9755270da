"""Answers to everyday questions beside the records: what they rest on, what a repeat changes, how they are put."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from statistics import median
from typing import Any

import numpy as np
import pytest
from support.asked import GROUP, generated

from boses_engine.domain.study import Answer, Question
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.file import parse_study
from boses_engine.studies.kinds import take_position
from boses_engine.studies.leaning import Leaning, leaning_of
from boses_engine.studies.money import is_tight
from boses_engine.studies.moves import asked_move
from boses_engine.studies.practices import practised
from boses_engine.studies.respondent import Respondent

STUDY = """\
name: Everyday
repeats: 3
questions:
  - {id: left, kind: open, text: "Which brand have you given up on, and what happened?"}
  - {id: off, kind: open, text: "What puts you off a shop?"}
  - {id: radio, kind: choice, text: "Do adverts on the radio tempt you to buy?", options: ["Yes", Sometimes, "No"]}
  - {id: rice, kind: open, text: "Where do you get your rice and vegetables?"}
  - {id: paid, kind: multiple, text: "What did you pay with last week?",
      options: [Cash, GCash, Debit card, None of these]}
  - {id: mostly, kind: choice, text: "How do you mostly pay for snacks?",
      options: [Coins and notes, E-wallet, Credit card]}
  - {id: airtime, kind: number, unit: PHP, text: "How much do you spend on airtime in a month?"}
  - {id: ratings, kind: likert, scale: agreement, text: "I check the ratings of a shop before ordering."}
  - {id: dear, kind: likert, scale: agreement, text: "I wait for a discount before I buy clothes."}
  - {id: socks, kind: likert, scale: purchase intent, text: "Would you buy these socks?",
      stimulus: {text: "New cotton socks.", price: 60, currency: PHP}}
  - {id: bread, kind: price, method: van westendorp, reference: 70, currency: PHP, per: once, text: "A loaf of bread."}
  - {id: shoes, kind: ranking, text: "What matters when you choose shoes?",
      options: [A low price, A known brand, Something new, What friends say]}
"""
Answers = Mapping[tuple[str, int], Answer]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Respondent, Answers]]:
    """People with their answers by question and repeat."""
    with Store(tmp_path_factory.mktemp("answers") / "boses.duckdb") as store:
        people = generated(store, GROUP.model_copy(update={"location": "Manila, Philippines", "persona_count": 24}), 8)
    design = parse_study(STUDY)
    found: list[tuple[Respondent, Answers]] = []
    for person in people:
        who = Respondent(person)
        told = [each.answer for each in plan_answers(design, who)]
        found.append((who, {(one.question, one.repeat): one for one in told}))
    return found


def test_who_leaves_tells_of_what_went_wrong(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches praise where it is asked what drives one away, and a grudge of the record that is not told."""
    for who, answers in asked:
        against = {each.brand for each in who.persona.brand_relationships if each.attitude in ("avoids", "sceptical")}
        for question in ("left", "off"):
            one = answers[question, 1]
            told = {name.partition(",")[0] for name in one.grounds if name.startswith("brand:")}
            assert told <= {f"brand:{brand}" for brand in against}, one.text
            assert not one.no_basis
            assert not re.search(r"I trust a known name|safer choice", one.text)
        if against:
            assert any(brand in answers["left", 1].text for brand in against), answers["left", 1].text


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("When would you leave a shop for another?", "stop"),
        ("Which app did you stop using last year?", "left"),
        ("What did you complain about last?", "complain"),
        ("What would get you to try another soap?", "try"),
        ("What do you look at first in a shop?", None),
        ("Where do you go when you leave the house?", None),
    ],
)
def test_which_move_is_asked_for(text: str, move: str | None) -> None:
    assert asked_move(text) == move


def test_the_middle_of_three_is_drawn_where_little_speaks(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches a third option that nobody takes, and one that goes against a clear score."""
    said = Counter(answers["radio", 1].value for _, answers in asked)
    assert set(said) == {"Yes", "Sometimes", "No"}
    for who, answers in asked:
        score = who.persona.psychographics.ad_scepticism
        if abs(score - 50) >= 25:
            assert answers["radio", 1].value != ("Yes" if score > 50 else "No")


def test_shops_are_named_for_a_place_to_buy(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches "no basis" on where food is bought, and a shop that the person keeps away from."""
    for who, answers in asked:
        one = answers["rice", 1]
        assert not one.no_basis
        assert one.text == answers["rice", 2].text
        avoided = [each.brand for each in who.persona.brand_relationships if each.attitude == "avoids"]
        assert not any(brand in one.text for brand in avoided), one.text


def test_nearly_all_pay_in_cash_and_nobody_with_what_they_avoid(asked: list[tuple[Respondent, Answers]]) -> None:
    paid = [answers["paid", 1] for _, answers in asked]
    assert sum("Cash" in one.value for one in paid) >= 0.9 * len(paid)
    assert sum(answers["mostly", 1].value == "Coins and notes" for _, answers in asked) >= 0.6 * len(paid)
    for who, answers in asked:
        wallet = who.relation("GCash")
        assert answers["paid", 1].value != ["None of these"]
        if wallet is not None:
            assert ("GCash" in answers["paid", 1].value) == (wallet.attitude != "avoids")


def test_everyday_spending_is_what_people_spend(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches airtime as a share of the purse, and another figure each time."""
    amounts = [answers["airtime", 1].value for _, answers in asked]
    assert 120 <= median(amounts) <= 320
    assert max(amounts) <= 800
    near = [max(pair) <= 1.25 * min(pair) for _, a in asked for pair in [[a["airtime", at].value for at in (1, 2)]]]
    assert np.mean(near) >= 0.85


def test_what_one_does_outweighs_the_score(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches who is told to read reviews and denies it."""
    shown = [(who, answers["ratings", 1]) for who, answers in asked if practised(who, "I check the ratings.")]
    assert shown
    for who, one in shown:
        assert one.value > 3, (who.persona.name, one.text)


def test_a_text_fits_its_value(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches money that is no matter to who has little, a reason against the answer, and a month's money as one."""
    for who, answers in asked:
        careful = who.persona.psychographics.price_consciousness
        socks = answers["socks", 1].text
        if is_tight(who.persona) or careful >= 50:
            assert not re.search(r"without much thought|nothing that I have to think about", socks)
        dear = answers["dear", 1]
        if dear.value < 3:
            assert not re.search(r"The price is what I look at first|I compare prices|do look at the price", dear.text)
        if dear.value > 3:
            assert not re.search(r"not look at the price|not the first thing|not what decides", dear.text)
        assert is_tight(who.persona) or "a month" not in answers["bread", 1].text


def test_repeats_are_of_one_person(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches people who change their mind each time, and such as never do."""
    same, points, prices = [], [], []
    for _, answers in asked:
        for one, other in ((1, 2), (1, 3), (2, 3)):
            pair = {question: (answers[question, one].value, answers[question, other].value) for question, _ in answers}
            same += [pair[key][0] == pair[key][1] for key in ("radio", "ratings", "dear", "socks", "mostly", "shoes")]
            points += [abs(pair[key][0] - pair[key][1]) <= 1 for key in ("ratings", "dear", "socks")]
            low, high = (pair["bread"][at] for at in (0, 1))
            prices += [max(low[key], high[key]) <= 1.2 * min(low[key], high[key]) for key in low]
    assert 0.7 <= np.mean(same) <= 0.97
    assert np.mean(points) >= 0.95
    assert np.mean(prices) >= 0.85


def test_leaning_keeps_the_shares_of_a_draw(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches draws that are not even over people, and a statement turned round that is not answered the other way."""
    drawn = np.array([Leaning(at, at + 10_000, at + 20_000).random() for at in range(3000)])
    assert np.histogram(drawn, bins=5, range=(0, 1))[0] == pytest.approx(600, abs=90)
    trusts, doubts = (
        Question(id="q", kind="likert", text=text, scale="agreement", anchors=tuple("abcde"))
        for text in ("I trust adverts.", "I do not trust adverts.")
    )
    sums = [_value(who, trusts) + _value(who, doubts) for who, _ in asked]
    assert np.mean([abs(each - 6) <= 1 for each in sums]) >= 0.9


def _value(who: Respondent, question: Question) -> Any:
    return take_position(who, question, leaning_of(1, who, question, 1)).value


def test_an_answer_is_put_in_several_ways(asked: list[tuple[Respondent, Answers]]) -> None:
    """Catches one template for everybody."""

    @cache
    def opening(question: str) -> Counter[str]:
        return Counter(re.sub(r"[\d₱,.]+", "#", answers[question, 1].text)[:12] for _, answers in asked)

    for question in ("airtime", "bread", "shoes"):
        assert len(opening(question)) >= 3
        assert max(opening(question).values()) < 0.7 * len(asked)
    assert not any('"' in answers["shoes", 1].text for _, answers in asked)
