"""Evidence ids and what stands behind them."""

import pytest
from support.sample_snapshots import sample_snapshot
from support.samples import sample_persona
from support.slots import SLOT

from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Mention
from boses_engine.pipeline.evidence import (
    absent,
    all_behind,
    all_evidence,
    behind,
    cited_ids,
    claims,
    counted,
    evidence_counts,
    kind,
    prevalences,
    signal_evidence,
    signals_of,
)

SNAPSHOT = sample_snapshot("PH")
SIGNAL = SNAPSHOT.signals[0]
ID = "snapshot:PH/marketplace/shipping-cost"


def test_the_count_behind_a_signal_is_the_rows_of_its_share() -> None:
    assert signal_evidence(SIGNAL) == ID
    assert counted(SIGNAL) == "1,204 of 9,310 marketplace reviews, PH 2025 to 2026"
    reviews = SIGNAL.model_copy(update={"source_kind": "app store", "period": None})
    assert counted(reviews) == "1,204 of 9,310 app-store reviews, PH"
    about_one = reviews.model_copy(update={"mentions": (Mention(name="GCash", positive=4, neutral=0, negative=1000),)})
    assert counted(about_one) == "1,204 of 9,310 app-store reviews, PH, nearly all about GCash"
    reddit = (Mention(name="Reddit", positive=0, neutral=1004, negative=0),)
    posts = SIGNAL.model_copy(update={"source_kind": "reddit", "period": None, "mentions": reddit})
    assert counted(posts) == "1,204 of 9,310 Reddit posts, PH"  # what they stand in is not what they are about
    hand_picked = SIGNAL.model_copy(update={"share": None, "source_kind": "reddit", "rows": 1055})
    assert counted(hand_picked) == "1,055 Reddit posts, PH 2025 to 2026; gathered so that they tell no share"


@pytest.mark.parametrize(
    ("evidence", "what", "statement", "figure"),
    [
        (ID, "talk", SIGNAL.statement, "1,204 of 9,310 marketplace reviews, PH 2025 to 2026"),
        ("grounding:platforms/PH/tiktok", "figure", "TikTok is in use in this market.", "82.2 % of internet users"),
        ("grounding:platforms/any/x", "figure", "X is in use in this market.", "% of internet users"),
    ],
)
def test_an_id_leads_to_what_it_stands_for(evidence: str, what: str, statement: str, figure: str) -> None:
    found = behind(evidence, SNAPSHOT)
    assert found is not None
    assert (kind(evidence), found.statement) == (what, statement)
    assert figure in found.figure
    assert not absent(evidence, SNAPSHOT)


@pytest.mark.parametrize(
    "evidence",
    [
        "snapshot:PH/marketplace/nothing",
        "snapshot:ID/marketplace/shipping-cost",
        "PH/marketplace/shipping-cost",
        "grounding:brands/PH/nobody",
        "grounding:platforms/PH/nothing",
        "grounding:",
        "snapshot:",
        "",
    ],
)
def test_ids_of_nothing_are_absent(evidence: str) -> None:
    """Catches a citation that looks right and leads nowhere."""
    assert absent(evidence, SNAPSHOT)


def test_without_a_snapshot_its_signals_are_absent_and_what_is_invented_never_is() -> None:
    assert absent(ID, None)
    assert not absent("invented", None)
    assert kind("invented") == "invented"


def test_how_common_a_brand_is_stands_apart_from_what_is_told_of_it() -> None:
    """Catches a table of brands that is taken for evidence of what happened with one."""
    record = sample_persona().model_dump(mode="json")
    record["brand_relationships"][0] |= {"evidence": "grounding:brands/PH/gcash"}
    person = Persona.model_validate(record)
    story = person.brand_relationships[0]
    assert (story.evidence, story.prevalence) == ("invented", "grounding:brands/PH/gcash")
    assert prevalences(person) == ("grounding:brands/PH/gcash",)
    known = all_behind(cited_ids(person), None)["grounding:brands/PH/gcash"]
    assert known.statement == "GCash is a known e-wallet brand."
    assert "middle 89" in known.figure


def a_person() -> Persona:
    stories = [{**brand.model_dump(), "evidence": ID} for brand in sample_persona().brand_relationships]
    habits = sample_persona().digital_habits.model_dump() | {"evidence": ["invented", ID, "personal"]}
    prices = sample_persona().price_sensitivity.model_dump() | {
        "evidence": ["grounding:platforms/PH/tiktok", "personal"]
    }
    return sample_persona(brand_relationships=stories, digital_habits=habits, price_sensitivity=prices)


def test_claims_are_counted_by_what_they_rest_on() -> None:
    person = a_person()
    assert [claim.about for claim in claims(person)] == ["brands"] * 4 + ["habits"] * 3 + ["prices"] * 2
    assert evidence_counts([person, person]) == {
        "all": {"talk": 10, "figure": 2, "invented": 6},
        "brands": {"talk": 8, "figure": 0, "invented": 0},
        "habits": {"talk": 2, "figure": 0, "invented": 4},
        "prices": {"talk": 0, "figure": 2, "invented": 2},
    }
    assert signals_of(person) == (ID,)
    assert list(all_behind(cited_ids(person), SNAPSHOT)) == ["grounding:platforms/PH/tiktok", ID]
    assert all_behind(cited_ids(person), SNAPSHOT)[ID].figure == "1,204 of 9,310 marketplace reviews, PH 2025 to 2026"


def test_a_record_of_schema_one_is_read_and_has_no_evidence_for_habits_and_prices() -> None:
    """Catches a store of people that a new engine can no longer open."""
    record = sample_persona().model_dump(mode="json") | {"schema_version": 1}
    del record["digital_habits"]["evidence"], record["price_sensitivity"]["evidence"]
    person = Persona.model_validate(record)
    assert [claim.about for claim in claims(person)] == ["brands"] * 4


def test_planned_and_finished_people_list_their_evidence_in_one_order() -> None:
    assert all_evidence(SLOT) == tuple(brand.evidence for brand in SLOT.brands) + ("invented",) * 5
