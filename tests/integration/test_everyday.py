"""Answers on what people do day by day, which tables know where the record need not say it."""

import re
from collections.abc import Mapping
from statistics import mean

import pytest
from support.asked import GROUP, generated

from boses_engine.domain.study import Answer
from boses_engine.grounding.market.brands import market_brands
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.familiar import uses
from boses_engine.studies.file import parse_study
from boses_engine.studies.habits import decide_habit
from boses_engine.studies.moves import asked_move
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.tongues import text_in_english

STUDY = """\
name: Day by day
questions:
  - {id: shopee, kind: likert, scale: nps, text: "Would you recommend Shopee to your family?"}
  - {id: morning, kind: open, text: "What is your breakfast like?"}
  - {id: cup, kind: open, text: "How often do you drink coffee or tea?"}
  - {id: orders, kind: open, text: "What bothers you about online orders?"}
  - {id: night, kind: open, text: "What do you do online at night?"}
  - {id: halal, kind: likert, scale: agreement, text: "Snacks that I buy have to be halal."}
  - {id: bills, kind: choice, text: "How is the water bill paid at your place? Who do you pay bills with?",
      options: [GoPay, DANA, Mobile banking, Cash at Indomaret, Someone else in the family]}
  - {id: shop, kind: choice, text: "Where do you usually buy food?", options: [Traditional market, Minimarket, Warung]}
  - {id: noodles, kind: ranking, text: "What counts in noodles?", options: [How long they last, Taste, Design, Points]}
  - {id: milk, kind: choice, text: "Which milk do you usually buy?",
      options: [Ultra Milk, Bear Brand, Frisian Flag, I do not buy milk]}
  - {id: gone, kind: multiple, text: "Where did you go last week?", options: [Indomaret, Alfamart, Wet market]}
  - {id: meals, kind: number, unit: IDR, text: "How much do you spend on eating out in a month?"}
  - {id: film, kind: price, method: gabor granger, ladder: [20000, 40000, 60000], currency: IDR, per: month,
      text: "A plan for video streaming."}
"""
Asked = list[tuple[Respondent, Mapping[str, Answer]]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """People of Jakarta with their answers by question."""
    group = GROUP.model_copy(
        update={
            "gender": "All",
            "age_max": 36,
            "occupation": "any",
            "income_level": "Middle",
            "location": "Jakarta, Indonesia",
        }
    )
    with Store(tmp_path_factory.mktemp("everyday") / "boses.duckdb") as store:
        people = generated(store, group.model_copy(update={"persona_count": 30}), 6)
    design = parse_study(STUDY)
    every = [Respondent(person) for person in people]
    return [(who, {each.answer.question: each.answer for each in plan_answers(design, who)}) for who in every]


def test_users_of_a_brand_recommend_it_and_others_have_no_opinion(asked: Asked) -> None:
    shop = next(brand for brand in market_brands("ID") if brand.name == "Shopee")
    given = []
    for who, answers in asked:
        if who.relation("Shopee") is None:
            assert answers["shopee"].no_basis == (not uses(who, shop))
            given += [] if answers["shopee"].no_basis else [answers["shopee"].value]
    assert len(given) >= 0.25 * len(asked)
    assert 6 <= mean(given) <= 9


def test_most_online_have_a_wallet_and_pay_bills_with_their_own(asked: Asked) -> None:
    wallets = [decide_habit(who, "wallet") for who, _ in asked]
    assert 0.5 <= mean(held.chance for held in wallets if held) <= 0.85
    for who, answers in asked:
        held = decide_habit(who, "mobile_money")
        assert not (held and held.there) or (wallet := decide_habit(who, "wallet")) is None or wallet.there
        for brand in named_brands(str(answers["bills"].value), "ID"):
            assert brand.category != "e-wallet" or who.relation(brand.name) or uses(who, brand)
        assert who.persona.household.size > 1 or "family" not in str(answers["bills"].value)


def test_what_is_done_day_by_day_is_told_and_the_record_comes_first(asked: Asked) -> None:
    """Catches "no basis" on breakfast, tea where the record has coffee, and oil that leaked where orders are asked."""
    for who, answers in asked:
        coffee = [each.brand for each in who.relations("coffee")]
        shops = {each.brand for each in who.relations("online shop")}
        for question in ("morning", "cup", "orders", "night", "bills", "shop"):
            assert not answers[question].no_basis, question
        assert not coffee or any(brand in answers["cup"].text for brand in coffee)
        others = {each.brand for each in who.persona.brand_relationships} - shops
        assert not any(brand in answers["orders"].text for brand in others), answers["orders"].text
        assert who.persona.digital_habits.platforms[0] in answers["night"].text


def test_who_is_muslim_looks_for_halal(asked: Asked) -> None:
    """Catches a logo of the faith taken for the name of a brand."""
    for who, answers in asked:
        one = answers["halal"]
        assert one.value is not None
        assert one.value >= 3 if who.persona.religion == "Muslim" else one.value <= 4, (one.value, one.text)
        assert "name" not in one.text


def test_taste_counts_more_than_a_design(asked: Asked) -> None:
    ranks = {
        option: mean(answers["noodles"].value.index(option) for _, answers in asked) for option in ("Taste", "Design")
    }
    assert ranks["Taste"] + 0.5 < ranks["Design"]


def test_nobody_stays_with_a_milk_and_buys_none(asked: Asked) -> None:
    for who, answers in asked:
        liked = [each for each in who.relations("milk") if each.attitude in ("loyal", "favourable")]
        assert not liked or answers["milk"].value != "I do not buy milk"
        assert "know" not in answers["milk"].text
    assert sum(answers["milk"].no_basis for _, answers in asked) <= 3


def test_what_was_done_is_said_once(asked: Asked) -> None:
    for _, answers in asked:
        assert not re.search("I use|know any", answers["gone"].text)
    went = mean("Wet market" in answers["gone"].value for _, answers in asked)
    assert 0.3 <= went <= 0.8


def test_who_earns_little_eats_from_the_household(asked: Asked) -> None:
    """Catches a thousand rupiah a month for meals, and the month's money as the reason for a small price."""
    for who, answers in asked:
        own = who.persona.income.personal_monthly
        assert answers["meals"].value == 0 or answers["meals"].value >= min(100_000, own / 5)
        assert not own or answers["meals"].value <= own
        assert not re.search(" a month|Netflix", answers["film"].text)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("What would you look for if you had to buy a fridge?", None),
        ("What would you pay attention to if you had to buy shoes?", None),
        ("What would make you buy another fridge?", "try"),
    ],
)
def test_looking_for_is_not_trying(text: str, move: str | None) -> None:
    assert asked_move(text) == move


def test_a_small_name_is_read_at_the_head_of_an_option() -> None:
    assert [brand.name for brand in named_brands("Foodpanda", "PH")] == ["foodpanda"]


def test_breakfast_and_where_food_is_bought_are_read_in_three_tongues() -> None:
    assert "breakfast" in text_in_english("Ano ang almusal mo?", "PH")
    assert "food" in text_in_english("Saan ka bumibili ng ulam?", "PH")
    assert "breakfast" in text_in_english("Apa sarapan Anda biasanya?", "ID")
    assert "breakfast" in text_in_english("Bạn ăn sáng ở đâu?", "VN")


@pytest.mark.parametrize("name", ["customs", "customs_asked", "statements", "qualities", "users", "using", "online"])
def test_each_row_of_the_tables_names_its_source_and_year(name: str) -> None:
    assert all(row["source"] and row["year"].isdigit() for row in rows(f"{name}.csv"))
