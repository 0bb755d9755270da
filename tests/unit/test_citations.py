"""Whether texts are about what they cite: the calibration of the floor, and the check that uses it."""

from itertools import product

import pytest
from support.cited_texts import PAIRS
from support.sample_snapshots import sample_snapshot
from support.slots import SLOT

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.snapshot import Signal
from boses_engine.pipeline.checks import CHECKS
from boses_engine.pipeline.citations import FLOOR, about, off_topic, similarity
from boses_engine.pipeline.fields import Field

SIGNALS: dict[str, Signal] = {signal.theme: signal for signal in sample_snapshot("PH").signals}
CLAIMED = {"good": "brands", "bad": "brands", "habits": "habits", "prices": "prices"}
HELD_OUT = PAIRS[1::2]  # the floor was set on the other half


def test_the_pairs_hold_notes_of_the_sample() -> None:
    """Catches a calibration on notes that no signal has any more."""
    assert len(PAIRS) >= 60
    for theme, kind, note, text in PAIRS:
        assert note in SIGNALS[theme].wordings.by_use()[kind]
        assert note not in text  # told again, not copied


def test_real_pairs_pass_and_shuffled_ones_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    """The calibration: catches a measure or a floor that no longer tells a text from another signal's."""
    for name, pairs in (("set on", PAIRS[::2]), ("held out", HELD_OUT)):
        real = [similarity(text, note) >= FLOOR for _, _, note, text in pairs]
        shuffled = [
            similarity(text, note) < FLOOR
            for (theme, _, _, text), (other, _, note, _) in product(pairs, PAIRS)
            if theme != other
        ]
        signals = [
            about(text, signal, CLAIMED[kind]) < FLOOR  # type: ignore[arg-type]
            for (theme, kind, _, text), signal in product(pairs, SIGNALS.values())
            if theme != signal.theme and signal.wordings.by_use()[kind]
        ]
        kept, rejected, strangers = (sum(found) / len(found) for found in (real, shuffled, signals))
        with capsys.disabled():
            print(
                f"\n{name}: {len(real)} real pairs, {kept:.1%} kept; {len(shuffled)} shuffled, {rejected:.2%} "
                f"rejected; against every wording of {len(signals)} other signals {strangers:.2%}"
            )
        assert kept >= 0.95
        assert rejected >= 0.99
        assert strangers >= 0.98


def test_endings_order_and_additions_do_not_matter_but_the_thing_does() -> None:
    note = "the driver cancelled at the corner"
    assert similarity("With Grab, the driver cancelled at the corner. She walks now.", note) == 1.0
    assert similarity("At a corner her driver cancels, and she walks.", note) >= FLOOR
    assert similarity("The shipping fee was more than the soap.", note) == 0.0
    assert similarity("", note) == 0.0
    assert similarity("{they} did", "she did it") > 0  # a note of small words only is compared by them
    assert similarity("Her fan broke", "{their} fan broke") == similarity("His fan broke", "{their} fan broke") == 1.0


def cited_slot(evidence: str):  # type: ignore[no-untyped-def]
    brands = [brand.model_copy(update={"evidence": evidence}) for brand in SLOT.brands]
    update = {"brands": tuple(brands), "moment_evidence": (evidence,) * 3, "price_evidence": (evidence,) * 2}
    return SLOT.model_copy(update=update)


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("brand:1", "With Globe, a load that she paid for never arrived.", "With Globe, the staff smiled at her."),
        ("signal:0", "At month end Dinda buys sachets.", "Dinda sleeps late and hums."),
        (
            "day",
            "She reads the choir chat at breakfast, pays a bill in a lunch queue, watches silent cooking videos.",
            "She reads the choir chat at breakfast, pays a bill in a lunch queue, and sleeps.",
        ),
    ],
)
def test_only_what_cites_a_signal_is_held_to_it(key: str, good: str, bad: str) -> None:
    """Catches a check that would change the texts of people without a snapshot."""
    held, free = cited_slot("snapshot:PH/app store/lost-money"), cited_slot("invented")
    assert off_topic(FieldKey(key), good, held) is None
    said = off_topic(FieldKey(key), bad, held)
    assert said is not None
    assert said.startswith("is not about '")
    assert off_topic(FieldKey(key), bad, free) is None
    field = Field(FieldKey(key), (bad,), ())
    assert CHECKS["cited"](field, bad, held) == said
    assert CHECKS["cited"](field, bad, free) is None


def test_fields_without_a_claim_cite_nothing() -> None:
    held = cited_slot("snapshot:PH/app store/lost-money")
    assert [off_topic(FieldKey(key), "Nothing of it.", held) for key in ("wants", "backstory", "quote")] == [None] * 3
