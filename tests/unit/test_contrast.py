"""The contrast between markets: what is masked is masked, and what is left is found."""

from collections.abc import Mapping

import pytest
from support.samples import SAMPLE_GROUP, sample_persona

from benchmarks.contrast import contrast, notes_told, themes_told
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona

pytestmark = pytest.mark.slow
NAMED, _, COMMON = MASKS = (
    "names, places, brands, money, faith and tongue masked",
    "and the wordings of the signals",
    "and every word that is not said in each market",
)


@pytest.fixture(autouse=True)
def few_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as these groups need, which differ in one word or in whole themes; the benchmark repeats more."""
    monkeypatch.setattr("benchmarks.contrast.REPEATS", 3)


def people(said: Mapping[str, str]) -> dict[str, list[Persona]]:
    """Ten people a market who differ from those of the others in one word."""
    return {
        market: [sample_persona(number % 2).model_copy(update={"quote": f"{word} number"}) for number in range(10)]
        for market, word in said.items()
    }


def figures(said: Mapping[str, str]) -> dict[str, float]:
    return {mask: found["accuracy"] for mask, found in contrast(people(said), dict.fromkeys(said)).items()}


def test_a_word_of_one_market_tells_it_until_it_is_masked() -> None:
    """Catches a classifier that is tried on texts without labels, and a last mask that keeps local words."""
    found = figures({"PH": "mango", "ID": "durian", "VN": "lotus"})
    assert list(found) == list(MASKS)
    assert found[NAMED] == 1.0
    assert found[COMMON] < 0.5


@pytest.mark.parametrize(
    "said", [("pesos", "rupiah", "dong"), ("GCash", "Gojek", "Zalo"), ("Manila", "Jakarta", "Tết")]
)
def test_money_brands_and_places_tell_nothing(said: tuple[str, str, str]) -> None:
    """Catches a mask that forgets a table or an accent."""
    assert figures(dict(zip(("PH", "ID", "VN"), said, strict=True)))[NAMED] < 0.5


def test_what_people_are_told_of_tells_their_market() -> None:
    """Catches talk that comes to everybody alike: equal groups must hear of what their own market talks about."""
    assert themes_told(equal_groups(), seeds=(1, 2, 3, 4, 5))["low"] > 0.5


def test_notes_tell_the_market_and_fewer_of_them_less() -> None:
    """Catches a note that is known by heart counted as a new one, and a person without one counted as told."""
    known, fresh = notes_told(equal_groups(), seeds=(1, 2, 3)).values()
    assert known["low"] > 0.5
    assert fresh["accuracy"] < known["accuracy"]


def equal_groups() -> dict[str, Group]:
    places = (("PH", "Manila, Philippines"), ("ID", "Jakarta, Indonesia"), ("VN", "Hanoi, Vietnam"))
    fields = {"occupation": "office worker", "persona_count": 12}
    return {market: SAMPLE_GROUP.model_copy(update={"location": place, **fields}) for market, place in places}
