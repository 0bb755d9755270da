"""What a run will take, said beforehand: near what it then takes, and nothing kept."""

import time
from collections import deque

import pytest
from support.asked import GROUP

from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.estimate import estimate
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.questions import OpenQuestions, write_all
from boses_engine.pipeline.writer import Writer


def test_a_part_of_the_people_tells_of_all() -> None:
    """Catches an estimate of the people measured alone, or of fields told as noted, which cost nothing."""
    plan = make_plan(GROUP.model_copy(update={"persona_count": 40}), 1)
    model = DoubleModel(delay_s=0.002)
    said = estimate(plan, model, seconds=0.3)
    assert said.measured_s == pytest.approx(0.3, abs=0.2)
    assert said.people == 40
    assert said.seconds_with(4) == said.seconds / 4
    began, questions, tokens = time.perf_counter(), OpenQuestions(model), 0
    for event in write_all(deque(Writer(plan.group, plan.seed, slot) for slot in plan.slots), questions, PriorTexts()):
        tokens += getattr(event, "tokens_written", 0)
    assert 0.5 <= said.seconds / (time.perf_counter() - began) <= 2
    assert 0.7 <= said.tokens / tokens <= 1.4
