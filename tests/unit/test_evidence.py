"""Evidence ids and what stands behind them."""

import pytest
from support.sample_snapshots import sample_snapshot
from support.samples import sample_persona
from support.slots import SLOT

from boses_engine.domain.persona import Persona
from boses_engine.pipeline.evidence import (
    absent,
    all_evidence,
    behind,
    cited,
    claims,
    counted,
    evidence_counts,
    kind,
    signal_evidence,
    signals_of,
)

SNAPSHOT = sample_snapshot("PH")
SIGNAL = SNAPSHOT.signals[0]
ID = "snapshot:PH/marketplace/shipping-cost"


def test_the_count_behind_a_signal_is_the_rows_of_its_share() -> None:
    assert signal_evidence(SIGNAL) == ID
    assert counted(SIGNAL) == "1,204 of 9,310 marketplace reviews"
    assert counted(SIGNAL.model_copy(update={"source_kind": "app store"})) == "1,204 of 9,310 app-store reviews"
    hand_picked = SIGNAL.model_copy(update={"share": None, "source_kind": "reddit", "rows": 1055})
    assert counted(hand_picked) == "1,055 Reddit posts, gathered so that they tell no share"


@pytest.mark.parametrize(
    ("evidence", "what", "statement", "figure"),
    [
        (ID, "snapshot", SIGNAL.statement, "1,204 of 9,310 marketplace reviews"),
        ("grounding:platforms/PH/tiktok", "grounding", "TikTok is in use in this market.", "82.2 % of internet users"),
        ("grounding:platforms/any/x", "grounding", "X is in use in this market.", "% of internet users"),
        ("grounding:brands/PH/gcash", "grounding", "GCash is a known e-wallet brand.", "middle 89"),
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


def test_without_a_snapshot_its_signals_are_absent_and_personal_never_is() -> None:
    assert absent(ID, None)
    assert not absent("personal", None)
    assert kind("personal") == "personal"


def a_person() -> Persona:
    stories = [{**brand.model_dump(), "evidence": ID} for brand in sample_persona().brand_relationships]
    habits = sample_persona().digital_habits.model_dump() | {"evidence": ["personal", ID, "personal"]}
    prices = sample_persona().price_sensitivity.model_dump() | {"evidence": ["grounding:brands/PH/gcash", "personal"]}
    return sample_persona(brand_relationships=stories, digital_habits=habits, price_sensitivity=prices)


def test_claims_are_counted_by_what_they_rest_on() -> None:
    person = a_person()
    assert [claim.about for claim in claims(person)] == ["brands"] * 4 + ["habits"] * 3 + ["prices"] * 2
    assert evidence_counts([person, person]) == {
        "all": {"snapshot": 10, "grounding": 2, "personal": 6},
        "brands": {"snapshot": 8, "grounding": 0, "personal": 0},
        "habits": {"snapshot": 2, "grounding": 0, "personal": 4},
        "prices": {"snapshot": 0, "grounding": 2, "personal": 2},
    }
    assert signals_of(person) == (ID,)
    assert list(cited([person], SNAPSHOT)) == ["grounding:brands/PH/gcash", ID]
    assert cited([person], SNAPSHOT)[ID]["figure"] == "1,204 of 9,310 marketplace reviews"


def test_a_record_of_schema_one_is_read_and_has_no_evidence_for_habits_and_prices() -> None:
    """Catches a store of people that a new engine can no longer open."""
    record = sample_persona().model_dump(mode="json") | {"schema_version": 1}
    del record["digital_habits"]["evidence"], record["price_sensitivity"]["evidence"]
    person = Persona.model_validate(record)
    assert [claim.about for claim in claims(person)] == ["brands"] * 4


def test_planned_and_finished_people_list_their_evidence_in_one_order() -> None:
    assert all_evidence(SLOT) == tuple(brand.evidence for brand in SLOT.brands) + ("personal",) * 5
