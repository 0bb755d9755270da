"""Whose parents couples live with, by the custom of their people."""

import numpy as np

from boses_engine.domain.persona import Household
from boses_engine.grounding.people import tongues
from boses_engine.grounding.people.unions import as_customary


def _home(*members: str) -> Household:
    return Household(size=len(members) + 1, marital_status="married", children=(), members=members)


def test_peoples_live_with_the_parents_of_their_custom() -> None:
    """Catches an Ede man whose own mother lives with his wife and him, and a Nung who moved to his wife's there."""

    def at_home(tongue: str, *members: str) -> list[tuple[str, ...]]:
        rng, home = np.random.default_rng(3), _home(*members)
        return [as_customary(rng, home, "VN", "Male", 0.8, tongue).members for _ in range(200)]

    assert at_home("Ede", "wife", "mother").count(("wife", "mother-in-law")) > 150
    assert at_home("Ede", "wife", "son", "daughter-in-law").count(("wife", "daughter", "son-in-law")) > 150
    assert at_home("Nung", "wife", "mother-in-law").count(("wife", "mother")) > 80
    assert at_home("Vietnamese", "wife", "mother") == [("wife", "mother")] * 200
    assert at_home("Ede", "mother") == [("mother",)] * 200  # who is single lives with their own


def test_few_of_some_faiths_are_unmarried_past_their_youth() -> None:
    """Catches taxi drivers of Bradford of 45 who are Muslims and single as often as others are."""

    def muslims(alone: bool) -> int:
        rng, work = np.random.default_rng(5), ("taxi driver", "driver", "8322")
        place = "GB", "England", "Bradford"
        drawn = (tongues.draw_religion(rng, *place, work=work, age=44, alone=alone) for _ in range(400))
        return sum(faith == "Muslim" for faith in drawn)

    assert muslims(True) < muslims(False) - 25


def test_few_of_asia_are_parents_who_never_married() -> None:
    """Catches unmarried mothers of 24 in Melbourne whose mother tongue is Hindi or Mandarin, as many as others."""

    def of_asia(unwed: bool) -> int:
        rng, place = np.random.default_rng(5), ("AU", "Victoria", "Melbourne")
        found = 0
        for _ in range(300):
            faith = tongues.draw_religion(rng, *place, age=24, unwed=unwed)
            tongue = tongues.draw_language(rng, *place, religion=faith, age=24, unwed=unwed)
            found += faith in ("Hindu", "Sikh", "Muslim") or tongue in ("Mandarin", "Cantonese", "Hindi", "Punjabi")
        return found

    assert of_asia(True) < of_asia(False) / 3
