"""What happened with a brand and what somebody does since: of one topic, and enough of each."""

import re
from collections import Counter
from typing import get_args

import pytest

from boses_engine.domain.persona import Attitude
from boses_engine.grounding.lives.spread import Entries
from boses_engine.grounding.market.brands import brand_fact, market_brands
from boses_engine.grounding.market.stories import (
    ANY_TOPIC,
    TOPICS,
    family_of_theme,
    incidents,
    since,
    since_talk,
    topic_of_theme,
    true_of,
    without_cheapest,
    without_counter,
)
from boses_engine.grounding.market.users import User
from boses_engine.grounding.places.countries import table
from boses_engine.randomness import generator
from boses_engine.snapshots.codebook.load import load_codebook

ATTITUDES = get_args(Attitude)
GOOD, BAD = ("loyal", "favourable"), ("sceptical", "avoids")
LEAST, SINCE_LEAST = 3, 2


def held(row: dict[str, str], column: str) -> list[str]:
    return row[column].split("|")


@pytest.mark.parametrize("market", ["PH", "ID", "VN", "DE"])
def test_what_somebody_does_since_follows_from_what_happened(market: str) -> None:
    """Catches a fee that somebody answers by looking at the pack."""
    rng, used = generator("stories", market), Entries()
    for brand in market_brands(market):
        for attitude in ATTITUDES:
            used.begin()
            fact = brand_fact(rng, brand, attitude, used, market)
            assert fact.since in since(fact.incident), fact


def test_every_incident_has_two_sentences_of_what_is_since() -> None:
    """Catches a new incident that nobody answers, or all in the same words."""
    for row in table("market/incidents.csv"):
        assert len(set(since(row["note"]))) >= SINCE_LEAST, row


def test_whom_prices_hardly_move_is_told_of_none() -> None:
    """Catches somebody with a full purse and no eye for prices who takes the cheapest pack."""
    rng, used = generator("prices"), Entries()
    user = User("PH", "Female", 28, "High", urban=True, extraversion=50, openness=50, minds_prices=False)
    for brand in market_brands("PH"):
        for attitude in set(ATTITUDES) - {"loyal"}:
            used.begin()
            fact = brand_fact(rng, brand, attitude, used, "PH", user)
            told = f"{fact.incident} {fact.since}"
            assert not re.search(r"\b(cheap\w*|prices?|fees?|discounts?|vouchers?)\b", told), fact


def test_topics_are_written_in_known_words() -> None:
    """Catches a misspelt topic, whose sentences would never be drawn, and an incident without one."""
    for row in table("market/incidents.csv"):
        assert row["topic"] in TOPICS, row
    for row in table("market/theme_topics.csv"):
        assert row["topic"] in TOPICS, row


def test_every_theme_of_the_talk_has_a_topic_and_three_sentences() -> None:
    """Catches a new theme whose wordings somebody would answer with a sentence about anything."""
    in_general = {row["sentence"] for row in table("market/since.csv") if not row["theme"]}
    for theme in load_codebook():
        for told in theme.wordings.values():
            cells = [(category, each) for category in told.good for each in GOOD]
            cells += [(category, each) for category in told.bad for each in BAD]
            for category, attitude in cells:
                assert topic_of_theme(theme.theme) in TOPICS, theme.theme
                sentences = set(since_talk(theme.theme, category, attitude)) - in_general
                assert len(sentences) >= LEAST, (theme.theme, category, attitude)


def test_a_theme_that_was_discovered_has_sentences_that_go_with_anything() -> None:
    """Catches a plan that stops at a theme which no table knows."""
    assert topic_of_theme("never-heard-of") == ANY_TOPIC
    for attitude in (*GOOD, *BAD):
        assert len(since_talk("never-heard-of", "coffee", attitude)) >= LEAST, attitude


def test_what_a_brand_does_not_sell_is_not_told_of_it() -> None:
    """Catches slippers that fit with socks on, and words that leave a brand without anything to tell."""
    told = ("The {brand} pair fitted with socks on.", "The {brand} pair held on a wet path.")
    assert true_of(told, "shoes", "Islander") == told[1:]
    assert true_of(told, "shoes", "Nike") == told
    told = ("{They} takes the {brand} along.", "The {brand} phone fell.")
    assert true_of(told, "phone", "Apple") == told[1:]
    assert true_of(told, "phone", "Samsung") == told
    sold = {(row["category"], row["brand"]) for row in table("market/brands.csv")}
    for row in table("market/brands_goods.csv"):
        assert {(row["category"], brand) for brand in held(row, "brands")} <= sold, row
        for attitude in ATTITUDES:
            for brand in held(row, "brands"):
                happened = true_of(incidents("PH")[row["category"], attitude], row["category"], brand)
                assert len(happened) >= LEAST, (brand, attitude)
                for incident in happened:
                    assert true_of(since(incident), row["category"], brand), (brand, incident)


def test_what_is_an_app_alone_has_something_left_to_tell() -> None:
    """Catches incidents that all need a counter, which would stop the plan of who has to do with an app."""
    for row in table("market/brands.csv"):
        for attitude in ATTITUDES if row["needs_device"] else ():
            told = without_counter(incidents("PH")[row["category"], attitude])
            assert len(told) >= LEAST - 1, (row["category"], attitude)


def test_families_of_themes_have_two_members() -> None:
    """Catches a family of one theme, which keeps nothing apart, and a theme of its own that has another's."""
    assert family_of_theme("pay-later") == family_of_theme("interest-and-late-fees") != family_of_theme("late-parcel")
    assert family_of_theme("a theme that was discovered") == "a theme that was discovered"
    members = Counter(row["family"] for row in table("market/theme_topics.csv") if row["family"])
    assert min(members.values()) >= 2


def test_a_dear_brand_is_not_told_to_cost_least() -> None:
    """Catches vitamins of the dearest make that somebody took because of several kinds they cost the least."""
    told = incidents("VN")["medicine", "indifferent"]
    left = without_cheapest(told)
    assert len(left) == len(told) - 1
    assert not [each for each in left if "cost the least" in each]
