"""Brands, their attitudes and incidents, and the digital facts that are drawn beside them."""

import re
from collections import Counter
from statistics import mean
from typing import get_args

import pytest

from boses_engine.domain.persona import Attitude, BrandFact, Digital, Psychographics
from boses_engine.errors import NotFoundError
from boses_engine.grounding.brands import (
    POSITIVE,
    attitude_shares,
    brand_evidence,
    draw_brands,
    incidents,
    market_brands,
    redraw_incident,
)
from boses_engine.grounding.countries import table
from boses_engine.grounding.digital import draw_digital
from boses_engine.randomness import generator

ATTITUDES = get_args(Attitude)
MARKETS = ("PH", "ID", "VN", "DE")  # DE stands for the countries without a list of their own
GOOD = re.compile(
    r"\b(surprisingly good|free refill|smiling|with a smile|without any trouble|saved a|came back the same|"
    r"swears by|always finds|recommends it|came hot|calmed)\b"
)
BAD = re.compile(
    r"\b(refused|rejected|rude|rudely|stale|burned|burnt|rash|fake|hidden|stolen|failed|overheated|cracked|itched|"
    r"rotten|sour|charged|shouted|mocked|blamed|promised)\b"
)


def minds(**changes: object) -> Psychographics:
    scores = dict.fromkeys(("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"), 50)
    attitudes = ("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance")
    base: dict[str, object] = {**scores, **dict.fromkeys(attitudes, 50), "decision_style": "recreational"}
    return Psychographics.model_validate(base | changes)


def many(count: int, *, used: Counter[str] | None = None, seed: object = 0, **changes: object) -> list[BrandFact]:
    facts: dict[str, object] = {
        "country_code": "PH",
        "gender": "Female",
        "age": 30,
        "income_level": "Middle",
        "psychographics": minds(),
    }
    rng, used = generator("brands", seed), Counter() if used is None else used
    people = (draw_brands(rng, used=used, **(facts | changes)) for _ in range(count))  # type: ignore[arg-type]
    return [brand for person in people for brand in person]


def test_every_category_has_six_incidents_per_attitude() -> None:
    """Catches a brand category without incidents, which would stop a run, and a thin one, which repeats."""
    categories = {row["category"] for row in table("brands.csv")}
    assert categories == {row["category"] for row in table("brands_categories.csv")}
    assert {category for category, _ in incidents()} == categories
    assert len(categories) >= 12
    assert len(incidents()) == 5 * len(categories)
    assert min(len(notes) for notes in incidents().values()) >= 6


def test_incidents_mean_what_their_attitude_says() -> None:
    """Catches a bad experience under "loyal" and a good one under "avoids"."""
    for (category, attitude), notes in incidents().items():
        for note in notes:
            if attitude in POSITIVE:
                assert not BAD.search(note), (category, attitude, note)
            else:
                assert not GOOD.search(note), (category, attitude, note)
            if attitude == "indifferent":
                assert not BAD.search(note), (category, attitude, note)


def test_incidents_name_no_brand_and_no_relative() -> None:
    """Catches a rival's name in a brand's story, and relatives that a household may not have."""
    names = {row["brand"] for row in table("brands.csv")}  # compared with their capitals: "signal" is also a word
    relative = re.compile(r"\b(mother|father|wife|husband|son|daughter|brother|sister|aunt|uncle|cousin|grand\w+)\b")
    for notes in incidents().values():
        for note in notes:
            assert not relative.search(note), note
            for name in sorted(names):
                assert not re.search(rf"\b{re.escape(name)}\b", note), note


def test_markets_have_ten_categories_of_four_brands() -> None:
    """Catches a market that was cut down, and a slug that two brands of a market share."""
    for market in MARKETS:
        counts = Counter(brand.category for brand in market_brands(market))
        assert len(counts) >= 10
        assert min(counts.values()) >= 4
    ids = [brand.id for market in MARKETS for brand in market_brands(market)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"grounding:brands/(PH|ID|VN|any)/[a-z0-9-]+", found) for found in ids)


def test_published_shares_stand_in_the_table() -> None:
    """Catches a figure lost or a column shifted when the table is edited."""
    gcash = brand_evidence("grounding:brands/PH/gcash")
    assert (gcash.name, gcash.category, gcash.weights["Middle"], gcash.year) == ("GCash", "e-wallet", 89.0, 2023)
    samsung = brand_evidence("grounding:brands/VN/samsung")
    assert (samsung.weights["Middle"], samsung.year) == (37.5, 2023)
    assert brand_evidence("grounding:brands/VN/hao-hao").name == "Hảo Hảo"


def test_evidence_of_every_draw_resolves() -> None:
    """Catches a cited brand that the table does not hold, or another brand under its id."""
    for market in MARKETS:
        for fact in many(200, country_code=market, seed=market):
            row = brand_evidence(fact.evidence)
            assert (row.name, row.category) == (fact.brand, fact.category)
            assert fact.incident in incidents()[fact.category, fact.attitude]
    with pytest.raises(NotFoundError, match="grounding:brands/PH/nobody"):
        brand_evidence("grounding:brands/PH/nobody")


@pytest.mark.parametrize("gender", ["Male", "Female"])
@pytest.mark.parametrize("age", [13, 16, 35, 70, 100])
def test_a_person_has_fitting_brands_of_different_categories(gender: str, age: int) -> None:
    """Catches a bank account at 13, make-up for a man, two phones, and somebody who likes or mistrusts everything."""
    for market in MARKETS:
        rng, used = generator(market, gender, age), Counter[str]()
        for _ in range(60):
            facts = draw_brands(
                rng,
                country_code=market,
                gender=gender,  # type: ignore[arg-type]
                age=age,
                income_level="Low",
                psychographics=minds(brand_trust=100, ad_scepticism=0),
                used=used,
            )
            assert 3 <= len(facts) <= 6
            assert len({fact.category for fact in facts}) == len(facts)
            liked = [fact.attitude in POSITIVE for fact in facts]
            assert any(liked)
            assert not all(liked)
            for fact in facts:
                row = brand_evidence(fact.evidence)
                assert row.gender in ("", gender)
                assert row.age_min <= age <= row.age_max
                assert not (fact.category == "bank" and age < 18)
                assert not (fact.category == "make-up" and gender == "Male")


def test_attitudes_follow_the_psychographics() -> None:
    """Catches a sign turned round: trust must make loyal, scepticism must make sceptical, novelty must unmake loyal."""
    plain = attitude_shares(minds())
    assert tuple(plain) == ATTITUDES
    assert attitude_shares(minds(brand_trust=90))["loyal"] > plain["loyal"]
    assert attitude_shares(minds(brand_trust=90))["avoids"] < plain["avoids"]
    assert attitude_shares(minds(ad_scepticism=90))["sceptical"] > plain["sceptical"]
    assert attitude_shares(minds(novelty_seeking=90))["loyal"] < plain["loyal"]
    assert attitude_shares(minds(price_consciousness=90))["indifferent"] > plain["indifferent"]
    loyal = {
        style: sum(fact.attitude == "loyal" for fact in many(600, psychographics=minds(decision_style=style)))
        for style in ("habitual and brand loyal", "recreational")
    }
    # About 2,460 brands each; expected shares .33 and .17: the gap is some twelve standard errors.
    assert loyal["habitual and brand loyal"] > 1.4 * loyal["recreational"]


def test_brands_follow_their_market_share_and_income() -> None:
    """Catches weights of another income level, and spreading that flattens a market leader."""
    wallets = Counter(fact.brand for fact in many(1_500) if fact.category == "e-wallet")
    assert 0.78 < wallets["GCash"] / wallets.total() < 0.95  # 89 of 97 by the table
    phones = {
        level: Counter(fact.brand for fact in many(1_500, income_level=level) if fact.category == "phone")
        for level in ("Low", "High")
    }
    assert phones["Low"]["Apple"] / phones["Low"].total() < 0.05 < phones["High"]["Apple"] / phones["High"].total()


def test_a_group_spreads_over_categories_and_incidents() -> None:
    """Catches a group of five in which everybody talks of phones, and an incident used again before others."""
    few = many(5, seed="few")
    assert max(Counter(fact.category for fact in few).values()) <= 3
    incident_counts = Counter(fact.incident for fact in many(400, seed="spread"))
    for notes in incidents().values():
        assert max(incident_counts[note] for note in notes) - min(incident_counts[note] for note in notes) <= 1


def test_redraw_incident_changes_only_the_incident() -> None:
    """Catches a refused incident given back, or one of another attitude."""
    rng, used = generator("again"), Counter[str]()
    for fact in many(100, used=used):
        other = redraw_incident(rng, fact, used)
        assert other.incident != fact.incident
        assert other.incident in incidents()[fact.category, fact.attitude]
        assert other.model_copy(update={"incident": fact.incident}) == fact


def digital(count: int, **changes: object) -> list[Digital]:
    facts: dict[str, object] = {
        "country_code": "PH",
        "age": 35,
        "income_level": "Middle",
        "urban": True,
        "psychographics": minds(),
    }
    rng = generator("digital")
    return [draw_digital(rng, **(facts | changes)) for _ in range(count)]  # type: ignore[arg-type]


def test_platforms_come_by_market_share_and_age() -> None:
    """Catches shares of another market, and an age tilt with the wrong sign."""
    people = digital(1_000)
    share = Counter(platform for person in people for platform in person.platforms)
    assert share["Facebook"] > 900  # 94.7 % use it
    assert "Zalo" not in share
    assert "Zalo" in {platform for person in digital(50, country_code="VN") for platform in person.platforms}
    assert "WhatsApp" not in {platform for person in digital(50, country_code="CN") for platform in person.platforms}
    young, old = (
        sum("TikTok" in person.platforms for person in digital(1_000, age=age, country_code="ID")) for age in (18, 68)
    )
    assert young > old + 200


def test_digital_facts_stay_in_their_ranges() -> None:
    """Catches hours of 0 or 20, a person without a phone, and platforms named twice."""
    for age in (13, 40, 100):
        for country in ("PH", "JP", "ZW"):
            for person in digital(200, age=age, country_code=country, income_level="Low", urban=False):
                assert 0.5 <= person.hours_online <= 14.0
                assert person.hours_online == round(person.hours_online, 1)
                assert "smartphone" in person.devices[0]
                assert len(set(person.devices)) == len(person.devices)
                assert 2 <= len(person.platforms) <= 6
                assert len(set(person.platforms)) == len(person.platforms)


def test_hours_online_have_the_published_mean() -> None:
    """Catches a spread that moves the mean; 1,000 people put it within 0.2 of 8.87 (four standard errors of 0.07)."""
    assert mean(person.hours_online for person in digital(1_000)) == pytest.approx(8.87 * 1.03, abs=0.3)
    hours = [mean(person.hours_online for person in digital(300, age=age)) for age in (20, 40, 70)]
    assert hours == sorted(hours, reverse=True)


def test_income_decides_the_devices() -> None:
    """Catches income columns swapped."""
    rich, poor = (digital(400, income_level=level) for level in ("High", "Low"))
    assert sum("laptop" in person.devices for person in rich) > 2 * sum("laptop" in person.devices for person in poor)
