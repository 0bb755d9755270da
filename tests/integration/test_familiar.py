"""Brands that records do not name, asked for all the same: known as often as tables say, and the same each time."""

from pathlib import Path

import pytest
from support.asked import GROUP, generated

from boses_engine.domain.persona import Persona
from boses_engine.grounding.market.brands import market_brands, prevalence
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.familiar import PREVALENCE, knows, uses
from boses_engine.studies.file import parse_study
from boses_engine.studies.habits import decide_habit
from boses_engine.studies.respondent import OF_BRAND, Respondent

pytestmark = pytest.mark.slow
STUDY = """\
name: Wallets and shops
repeats: 2
questions:
  - {id: wallet, kind: choice, text: "Which e-wallet would you use?", options: [GoPay, DANA, OVO, GCash, None of these]}
  - {id: shops, kind: multiple, text: "Which of these do you know?", options: [Shopee, Lazada, Blibli, None of these]}
  - {id: use, kind: choice, text: "Do you use GoPay?", options: ["Yes", "No"]}
  - {id: tell, kind: likert, scale: nps, text: "How likely are you to recommend GoPay?"}
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[Persona]:
    group = GROUP.model_copy(update={"age_max": 44, "location": "Jakarta, Indonesia", "persona_count": 60})
    with Store(tmp_path_factory.mktemp("familiar") / "boses.duckdb") as store:
        return generated(store, group)


def test_most_have_an_answer_and_nobody_one_of_another_country(people: list[Persona]) -> None:
    """Catches "no basis" where nearly everybody knows a wallet, a wallet that is not to be had, the rarest one chosen
    most, an opinion of a brand that the record does not name, and another answer when asked again."""
    design = parse_study(STUDY)
    chosen = []
    for person in people:
        found = {
            (one.answer.question, one.answer.repeat): one.answer for one in plan_answers(design, Respondent(person))
        }
        named = {brand.brand for brand in person.brand_relationships}
        for question in ("shops", "use"):
            if "Shopee" not in named and "GoPay" not in named:
                assert found[question, 1].value == found[question, 2].value
        if "GoPay" not in named:
            told = found["tell", 1]  # what its users give it, or nothing
            assert told.no_basis == (told.grounds == ())
            # How common it is, or what they have to do with the house that it is of.
            assert all(ground.startswith((PREVALENCE, f"{OF_BRAND}Gojek")) for ground in told.grounds)
        wallet = found["wallet", 1]
        chosen.append(wallet.value)
        if any(ground.startswith(PREVALENCE) for ground in wallet.grounds):
            assert not any(brand.category == "e-wallet" for brand in person.brand_relationships)
    assert chosen.count(None) <= 3
    assert "GCash" not in chosen
    assert chosen.count("OVO") < min(chosen.count("GoPay"), chosen.count("DANA"))


def test_what_is_used_is_known_and_possible(tmp_path: Path) -> None:
    """Catches a wallet that is used without one on the phone, a brand used and unknown, and a share that is not the
    table's."""
    group = GROUP.model_copy(update={"age_max": 44, "location": "Jakarta, Indonesia", "persona_count": 150})
    with Store(tmp_path / "boses.duckdb") as store:
        people = generated(store, group)
    brands = [brand for brand in market_brands("ID") if brand.category in ("e-wallet", "online shop", "bank")]
    for person in people:
        who = Respondent(person)
        wallet = decide_habit(who, "wallet")
        assert wallet is not None
        for brand in brands:
            assert knows(who, brand) or not uses(who, brand)
            assert wallet.there or brand.category != "e-wallet" or not uses(who, brand)
            assert prevalence(brand, who.buyer) > 0 or not knows(who, brand)
    shopee = next(brand for brand in brands if brand.name == "Shopee")
    used = sum(uses(Respondent(person), shopee) for person in people) / len(people)
    expected = sum(prevalence(shopee, Respondent(person).buyer) for person in people) / len(people)
    assert used == pytest.approx(expected, abs=0.13)  # three standard errors


def test_nothing_is_drawn_where_it_is_not_wanted(people: list[Persona]) -> None:
    """Catches a figure in answers that are to rest on the record alone."""
    design = parse_study(STUDY)
    for person in people[:15]:
        for each in plan_answers(design, Respondent(person, figures=False)):
            assert not any(ground.startswith((PREVALENCE, "figure:")) for ground in each.answer.grounds)
