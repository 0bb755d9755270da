"""`parse-prompt` with the default weights: the seed's own example, from Python."""

import pytest

from boses_engine.engine import Engine
from boses_engine.errors import BriefError

pytestmark = pytest.mark.weights


def test_the_seeds_example_and_others_in_one_load() -> None:
    texts = [
        "Young professional women in Ho Chi Minh City, early 30s, working in finance or marketing, "
        "middle to upper-middle income",
        "Gamers aged 16-24, Taipei",
        "Old wooden boats for sale in Manila",
    ]
    with Engine() as engine:
        found = list(engine.parse_prompts(texts))
        first, second, third = found
        assert not isinstance(first, BriefError)
        assert not isinstance(second, BriefError)
        assert isinstance(third, BriefError)
        fields = first.group.model_dump()
        assert {key: fields[key] for key in ("age_min", "age_max", "gender", "location", "income_level")} == {
            "age_min": 28,
            "age_max": 35,
            "gender": "Female",
            "location": "Ho Chi Minh City, Vietnam",
            "income_level": "Middle",
        }
        assert fields["persona_count"] == 5
        assert fields["occupation"] == "Finance or marketing professional"
        assert "occupation" in second.assumed
        assert third.kind == "no people"
        assert engine.parse_prompt(texts[0]) == first
