"""What the forms of an English word have in common."""

import pytest

from boses_engine.pipeline.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "buys buying bought",
        "marks marking marked",
        "keeps kept",
        "neighbours neighbour's",
        "children child",
        "careful carefully",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    """Catches a note called untold because its verb stands in another form."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["buy bus", "sell send", "rice price", "mother brother", "week weak"])
def test_other_words_have_others(pair: str) -> None:
    """Catches a note called told by a word that only looks like its own."""
    one, other = pair.split()
    assert stem(one) != stem(other)
