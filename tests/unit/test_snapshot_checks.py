"""Nothing of a consumer reaches a snapshot."""

import pytest
from support.talk import CODEBOOK, talk

from boses_engine.domain.snapshot import Signal, Wordings
from boses_engine.snapshots.checks import check, personal_data
from boses_engine.snapshots.counts import count
from boses_engine.snapshots.signals import make_signals


def a_signal(statement: str) -> Signal:
    (signal,) = make_signals(count(talk("ongkir", times=30), CODEBOOK, "ID"), CODEBOOK)
    return signal.model_copy(update={"statement": statement})


STATEMENT = "Buyers say the fee for a small parcel is too high."


@pytest.mark.parametrize(
    ("row", "copied"),
    [
        ("so THE FEE,  for a small... parcel!", ("the fee for a small parcel",)),  # other case, signs and blanks
        ("the fee for a small box", ()),  # five
        ("the fee for one small parcel is", ()),
        ("for a small parcel is too high", ("a small parcel is too high", "for a small parcel is too")),
    ],
)
def test_six_words_of_a_row_are_a_copy(row: str, copied: tuple[str, ...]) -> None:
    assert check([a_signal(STATEMENT)], ["bagus", row]).copied == copied


def test_shorter_runs_are_counted_too() -> None:
    checked = check([a_signal(STATEMENT)], ["the fee for a big parcel", "bagus"])
    assert {size: len(shared) for size, shared in checked.shared.items()} == {3: 2, 4: 1, 5: 0, 6: 0}
    assert checked.rows == 2
    assert checked.compared[6] == 6  # eleven words; the notes and terms are shorter


def test_notes_are_compared_as_well() -> None:
    """Catches a check of the statements alone: the notes are what a person's text is written from."""
    notes = Wordings(habits=("the rider left it at the wrong gate",))
    signal = a_signal(STATEMENT).model_copy(update={"wordings": notes})
    assert check([signal], ["sabi dia the rider left it at the pos satpam"]).copied == ("the rider left it at the",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to ana@mail.com for help.", "e-mail address"),
        ("See https://example.com for help.", "link"),
        ("Ask u/someone about it.", "handle"),
        ("Ask user-3fa9bc about it.", "handle"),
        ("Call 0812 3456 789 now.", "phone number"),
        ("Order 250101123456 is late.", "order or account number"),
    ],
)
def test_personal_data_is_seen(text: str, kind: str) -> None:
    assert f"{kind} in the statement of ID/app store/shipping-cost" in personal_data([a_signal(text)])


def test_ordinary_texts_hold_none() -> None:
    assert (
        list(personal_data([a_signal(STATEMENT), a_signal("Buyers of 5G phones say that 128 GB is too little.")])) == []
    )
