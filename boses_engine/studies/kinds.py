"""Which rule answers which kind of question."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from boses_engine.domain.study import Kind, Question
from boses_engine.studies.amounts import number_position, price_position
from boses_engine.studies.options import choice_position, maxdiff_position, multiple_position, ranking_position
from boses_engine.studies.position import Position
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import likert_position, open_position
from boses_engine.studies.tongues import in_english, moved
from boses_engine.studies.usual import is_of_a_stranger, usual_position

_KINDS: dict[Kind, Callable[[Respondent, Question, np.random.Generator], Position]] = {
    "open": open_position,
    "choice": choice_position,
    "multiple": multiple_position,
    "ranking": ranking_position,
    "likert": likert_position,
    "number": number_position,
    "price": price_position,
    "maxdiff": maxdiff_position,
}


def take_position(who: Respondent, question: Question, rng: np.random.Generator) -> Position:
    """Where a person stands on a question; the generator decides within the distribution.

    Where the record and what tables know of the question give no basis, it is what such people usually say.
    """
    read = in_english(question, who.country_code)
    if read.kind == "open" and is_of_a_stranger(who, read.text):
        return Position(None, {})
    position = _KINDS[question.kind](who, read, rng)
    if position.no_basis:
        position = usual_position(who, read, rng, position) or position
    if read is question:
        return position
    value, shares = (moved(each, read.options, question.options) for each in (position.value, position.distribution))
    return replace(position, value=value, distribution=shares)
