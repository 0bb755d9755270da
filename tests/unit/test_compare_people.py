"""Two groups beside each other: are the intervals those of the books, and is noise called noise?"""

import numpy as np
import pytest
from support.samples import sample_persona

from boses_engine.domain.persona import Persona
from boses_engine.studies.compare import Difference
from boses_engine.studies.compare_people import Traits, compare_people, newcombe


def crowd(number: int, *, trust: int = 50, women: float = 0.5, seed: int = 1) -> list[Persona]:
    rng = np.random.default_rng(seed)
    one = sample_persona(0)
    people = []
    for index in range(number):
        mind = one.psychographics.model_copy(update={"brand_trust": int(np.clip(rng.normal(trust, 18), 0, 100))})
        changed = {"psychographics": mind, "gender": "Female" if index < women * number else "Male"}
        people.append(one.model_copy(update=changed))
    return people


def found(one: list[Persona], other: list[Persona], label: str) -> Difference:
    return next(each for each in compare_people(Traits(one), Traits(other)) if each.label == label)


@pytest.mark.parametrize(
    ("a", "of_a", "b", "of_b", "low", "high"),
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (10, 10, 0, 20, 0.6791, 1.0)],
)
def test_shares_are_apart_as_in_newcombe(a: int, of_a: int, b: int, of_b: int, low: float, high: float) -> None:
    """Catches a wrong interval: examples of table II (method 10) of Newcombe 1998, and one at the edge."""
    assert newcombe(a, of_a, b, of_b) == pytest.approx((low, high), abs=1e-4)


def test_what_differs_is_said_and_noise_is_called_noise() -> None:
    """Catches a difference of chance that is told as one, and one of people that is not."""
    assert found(crowd(60), crowd(60, trust=70, seed=2), "brand trust").word == "differs"
    assert found(crowd(60), crowd(60, seed=2), "brand trust").word == "within noise"
    assert found(crowd(60, women=0.9), crowd(60, women=0.3), "women").word == "differs"
    assert found(crowd(6, women=0.67), crowd(6, women=0.34), "women").word == "within noise"


def test_few_and_equal_people_are_no_error() -> None:
    """Catches a division by nothing: one person, nobody, people who are all alike, incomes in two currencies."""
    one = [sample_persona(0)]
    assert compare_people(Traits([]), Traits(one)) == []
    alone = found(one, one, "brand trust")
    assert (alone.word, alone.low) == ("within noise", float("-inf"))
    alike = found(one * 3, one * 3, "age (mean)")
    assert (alike.low, alike.high, alike.word) == (0.0, 0.0, "within noise")
    income = one[0].income.model_copy(update={"currency": "XXX"})
    abroad = [one[0].model_copy(update={"income": income})]
    assert not [each for each in compare_people(Traits(one), Traits(abroad)) if "income" in each.label]
