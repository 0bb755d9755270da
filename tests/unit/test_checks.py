"""The checks: for each, texts that must fail it by name and texts that look like it and must pass."""

from collections import Counter
from collections.abc import Sequence

import pytest
from support.slots import SLOT, a_slot

from boses_engine.domain.field_key import FieldKey
from boses_engine.domain.persona import Slot
from boses_engine.language.port import FinishReason
from boses_engine.pipeline.checks import CHECKS, judge
from boses_engine.pipeline.fields import Field
from boses_engine.pipeline.likeness import plain, words
from boses_engine.pipeline.prior_texts import PriorTexts

TESTED: Counter[tuple[str, bool]] = Counter()  # (check, must fail) → cases

DOOR = (
    "Dinda's grandfather repaired doors in a yard behind the market.",
    "She still does not throw a key away, and her mother keeps the tools.",
)
FAIR = (
    "Dinda's grandfather repaired doors in a yard behind the market. She still does not throw a key away, and her "
    "mother keeps the tools."
)
LOAD = ("With Globe, a load she paid for never arrived.", "Dinda has not gone back to Globe since.")
LOAD_TOLD = "With Globe, a load Dinda paid for never arrived, and she has not gone back to Globe since."


def a_field(*notes: str, key: str = "backstory") -> Field:
    return Field(FieldKey(key), notes, ("Dinda",))


def fails(
    text: str,
    field: Field | None = None,
    slot: Slot = SLOT,
    *,
    prior: tuple[str, ...] = (),
    finish: FinishReason = "stop",
) -> str | None:
    """The name of the check that a text fails."""
    problem = judge(field or a_field(*DOOR), text, finish, slot, PriorTexts(map(plain, prior)))
    assert problem is None or problem[1], "a problem without words"
    return problem and problem[0]


def cases(check: str, failing: list[str], passing: list[str]) -> Sequence[object]:
    """Parameters (text, expected); counted, so that no check goes with too few."""
    TESTED[check, True] += len(failing)
    TESTED[check, False] += len(passing)
    return [pytest.param(text, check, id=f"fails-{i}") for i, text in enumerate(failing)] + [
        pytest.param(text, None, id=f"passes-{i}") for i, text in enumerate(passing)
    ]


REWORDED = [
    FAIR,
    "Dinda's grandfather repaired doors in a yard behind the market, and Dinda still does not throw a key away. Her "
    "mother keeps the tools.",
    "Dinda's grandfather repaired doors behind the market in a yard, and she still does not throw a key away. Dinda's "
    "mother keeps the tools.",
]


@pytest.mark.parametrize("text", REWORDED)
def test_a_fair_rewording_passes(text: str) -> None:
    """Catches a check so strict that all people are told in the words of the tables."""
    assert fails(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    cases("whole", [FAIR[:-1], FAIR[:-1] + ",", FAIR + " And then", ""], [FAIR, FAIR[:-1] + "!"]),
)
def test_whole(text: str, expected: str | None) -> None:
    """Catches a text that breaks off."""
    assert fails(text) == expected


def test_a_text_cut_off_is_not_whole_however_good_it_reads() -> None:
    """Catches a completion taken at the length limit, the commonest silent fault of constrained decoding."""
    assert fails(FAIR, finish="length") == "whole"


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        "garbled",
        [
            FAIR.replace("a yard", "a a yard"),
            FAIR.replace("away,", "away ,"),
            FAIR.replace("doors in", "doors -- in"),
            FAIR.replace("doors", "<b>doors"),
        ],
        [FAIR, FAIR.replace("doors in", "doors, in"), FAIR.replace("and her", "and, then, her")],
    ),
)
def test_garbled(text: str, expected: str | None) -> None:
    """Catches odd signs and a stutter."""
    assert fails(text) == expected


def test_what_the_notes_themselves_repeat_is_no_stutter() -> None:
    """Catches a refused note: "had had", and a thing said twice on purpose."""
    twice = a_field("The roof had had two leaks.", "Father mends the roof in May, uncle mends the roof in June.")
    assert fails(twice.as_noted, twice, a_slot("father", "uncle")) is None


APP = a_field("She spends nothing on the way to the counter, since the app settles such things.")


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        "referring",
        ["Since the app settles such things, she spends nothing on the way to the counter."],
        [APP.as_noted, APP.as_noted.replace("since", "as")],
    ),
)
def test_referring(text: str, expected: str | None) -> None:
    """Catches what points at things that have not been named yet."""
    assert fails(text, APP) == expected


def test_a_sentence_that_breaks_off_is_garbled() -> None:
    """Catches "… and gets the regular's price, so she is."."""
    regular = a_field("She is a regular at one stall, and most things come from there.")
    assert fails("Most things come from one stall where she is a regular, so she is.", regular) == "garbled"


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        "changed",
        [
            f"{DOOR[0]} She does not.",
            DOOR[1],
            FAIR.replace("Dinda's grandfather repaired", "She repaired her grandfather's"),
            FAIR.replace("the tools", "the tools and sells flowers beside a church"),
            FAIR.replace("does not throw", "does throw"),
            FAIR.replace("keeps", "no longer keeps"),
            FAIR.replace("She still", "He still"),
            FAIR.replace("her mother", "her husband"),
            FAIR.replace("doors", "three doors"),
            FAIR.replace("her mother", "her mother Teresa"),
            FAIR.replace("She still does", "I still do"),
            FAIR.replace("the tools", "all the tools"),
            FAIR.replace("repaired", "was repairing"),
        ],
        [FAIR, FAIR.replace("She still", "Dinda still"), FAIR.replace(". She still", ", and she still")],
    ),
)
def test_changed(text: str, expected: str | None) -> None:
    """Catches what is lost, invented, turned round, or told of somebody else."""
    assert fails(text) == expected


@pytest.mark.parametrize(
    ("noted", "text", "expected"),
    [
        ("Dinda knows that to the day.", "Dinda knows to the day that to the day.", "changed"),
        ("Dinda is afraid of explaining why.", "Dinda is afraid that explaining why will be.", "changed"),
        ("Dinda saves, since one bale cost a year.", "Dinda saves, because one bale costs a year.", "changed"),
        ("Dinda saves, since one bale cost a year.", "Dinda saves, because one bale cost a year.", None),
        ("The tea stood at every seat, and she drank it.", "The tea she stood at every seat and drank it.", "changed"),
        ("The staff saw it and reached her in time.", "The staff saw it, and she reached her in time.", "changed"),
        ("At the feast rent is due, so she pays it.", "She at the feast rent is due, so she pays it.", "changed"),
        ("Her mother paid, and the room was free.", "The room was free, and she paid her mother.", "changed"),
        ("Her young tree bears fruit.", "Its young tree bears fruit.", "changed"),
        ("Dinda asks first. She pays before she leaves.", "Dinda asks first and pays before leaving.", None),
        ("When it rains, Dinda stays.", "Dinda stays whenever it rains.", None),
        ("She would like a folder.", "She would like to have a folder.", None),
    ],
)
def test_a_small_word_changed(noted: str, text: str, expected: str | None) -> None:
    """Catches a small word put in, lost or swapped, which breaks a sentence, and a deed given to the person."""
    assert fails(text, a_field(noted)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        "doer",
        ["She keeps the tools while Dinda sleeps."],
        ["Dinda keeps the tools while she sleeps.", "She keeps the tools while she sleeps."],
    ),
)
def test_doer(text: str, expected: str | None) -> None:
    """Catches the person named beside their own pronoun, which makes two of them."""
    assert fails(text, a_field("Dinda keeps the tools while she sleeps.")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        "strays",
        ["At the shop of the market Dinda would first ask for a second card."],
        [
            "For a second card Dinda would ask first at the shop of the market.",
            "For a second card Dinda would ask at the shop of the market first.",
        ],
    ),
)
def test_order(text: str, expected: str | None) -> None:
    """Catches a sentence turned round so that what belongs together is torn apart."""
    assert fails(text, a_field("For a second card Dinda would ask at the shop of the market first.")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(FAIR, "repeated"), ("Her mother keeps the tools. " + LOAD_TOLD, None)],
)
def test_repeated(text: str, expected: str | None) -> None:
    """Catches a text nearly the same as one that stands, of this person or another."""
    field = a_field(*DOOR) if expected else a_field("Her mother keeps the tools.", *LOAD)
    assert fails(text, field, prior=(FAIR.replace("still ", ""),)) == expected
    assert fails(text, field) is None


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("brand:1", "Globe sent a bill late and Dinda walked away from it.", "cited"),
        ("brand:1", "Dinda once paid Globe for a load, it never arrived, and she keeps away.", None),
        ("signal:0", "Dinda sleeps late and hums over the dishes.", "cited"),
        ("signal:0", "Dinda buys sachets toward the end of the month.", None),
    ],
)
def test_what_cites_a_signal_is_about_it(key: str, text: str, expected: str | None) -> None:
    """Catches a claim on the market's talk in a text of something else; the notes are the text's own here."""
    signal = "snapshot:PH/app store/any"
    slot = SLOT.model_copy(
        update={
            "brands": tuple(brand.model_copy(update={"evidence": signal}) for brand in SLOT.brands),
            "price_evidence": (signal,) * 2,
        }
    )
    assert fails(text, a_field(text, key=key), slot) == expected
    assert fails(text, a_field(text, key=key)) is None  # without talk nothing is held to it
    TESTED["cited", bool(expected)] += 1


def test_notes_as_they_stand_pass() -> None:
    """Catches a check that refuses what code itself would tell."""
    for notes, key in ((DOOR, "backstory"), (LOAD, "brand:1")):
        assert fails(" ".join(notes), a_field(*notes, key=key)) is None


def test_every_check_has_its_cases() -> None:
    """Catches a check that was added without texts that it must stop, and texts that it must let through."""
    for check in CHECKS:
        if check != "cited":  # counted as they run
            assert TESTED[check, True] >= 1, check
            assert TESTED[check, False] >= 2, check
    assert {check for check, _ in TESTED} - {"cited"} == set(CHECKS) - {"cited"}


def test_words_keep_apostrophes_and_hyphens_inside() -> None:
    """Catches "dinda" and "s" told apart, which would be words that no note has."""
    assert words("Dinda's well-worn key, 'quoted' — Nguyễn_x!") == [
        "dinda's",
        "well-worn",
        "key",
        "quoted",
        "nguyễn",
        "x",
    ]
    assert plain("A, b.") == " a b "
