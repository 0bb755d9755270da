"""What is drawn for a person: most of it once, a little anew each time that a question is asked.

Whoever is asked again is the same person. So each draw is a sum of three: the person's leaning on what the question is
about, their reading of its words, and the day. The shares that a draw follows stay what they are.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from boses_engine.domain.study import Question
from boses_engine.randomness import derive_seed, generator
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import read_subject
from boses_engine.studies.tongues import in_english

# Parts of the variance of a draw (estimates); the day's is less of amounts, which people know, and of each of several
# that are put in order.
_OF_WORDS, _OF_THE_DAY, _OF_AN_AMOUNT, _OF_AN_ORDER = 0.06, 0.2, 0.01, 0.06
_LEAST = 1e-12
_FEW = 3  # options: yes, no and what is between
_SPREADING = ("likert", "choice")  # kinds of which one leaning answers several questions about one thing


class Leaning(np.random.Generator):
    """Draws of one person for one question and repeat; `turned` where agreeing is the other end of the leaning."""

    def __init__(self, leaning: int, words: int, day: int, turned: bool = False):
        super().__init__(np.random.PCG64(day))
        self._sign = -1 if turned else 1
        self._own, self._words, self._day = (np.random.default_rng(seed) for seed in (leaning, words, (day, 1)))

    def standard_normal(self, size: Any = None, *_: Any) -> Any:  # type: ignore[override]
        """Normal draws, mostly the person's own."""
        return self._drawn(size, _OF_AN_AMOUNT)

    def _drawn(self, size: Any, of_the_day: float) -> Any:
        own = self._sign * math.sqrt(1 - _OF_WORDS - of_the_day) * self._own.standard_normal(size)
        words = math.sqrt(_OF_WORDS) * self._words.standard_normal(size)
        return own + words + math.sqrt(of_the_day) * self._day.standard_normal(size)

    def random(self, size: Any = None, *_: Any) -> Any:  # type: ignore[override]
        """Even draws from 0 to 1, mostly the person's own."""
        return _shares_below(self._drawn(size, _OF_THE_DAY))

    def gumbel(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        """Gumbel draws, mostly the person's own."""
        return loc - scale * np.log(-np.log(_shares_below(self._drawn(size, _OF_AN_ORDER))))

    def permutation(self, x: Any, axis: int = 0) -> Any:
        """An order that is the same each time: who is asked again is shown the same sets."""
        return self._own.permutation(x, axis)


def leaning_of(seed: int, who: Respondent, question: Question, repeat: int) -> Leaning:
    """The draws of a person for a question of a study."""
    read = in_english(question, who.country_code)
    subject = read_subject(read.whole_text, who.country_code)
    topics = (*subject.topics, *subject.styles)
    names = [*(brand.name for brand in subject.brands), *subject.categories, *(topic.name for topic in topics)]
    own = question.model_dump_json(exclude={"again", "id", "show_if"})
    spreads = names and not question.stimulus and question.kind in _SPREADING and len(question.options) <= _FEW
    about = (question.kind, *names) if spreads else (own,)
    side = topics[0].side(read.text) if spreads and len(topics) == 1 else 1
    person = seed, who.persona.id
    return Leaning(
        derive_seed(*person, *about),
        derive_seed(*person, own),
        derive_seed(*person, own, repeat),
        turned=side < 0,
    )


def manner(who: Respondent, *of: object) -> np.random.Generator:
    """Which of several ways to say a thing is the person's: the same each time."""
    return generator(who.persona.id, *of, "manner")


def say(who: Respondent, ways: Sequence[str], *of: object) -> str:
    """That one of several ways to say a thing which is the person's."""
    return ways[int(manner(who, *of).integers(len(ways)))]


def _shares_below(drawn: Any) -> Any:
    """The share of a standard normal that lies under each value, never 0 or 1."""
    if np.ndim(drawn):
        return np.array([_shares_below(each) for each in drawn])
    return min(1 - _LEAST, max(_LEAST, 0.5 * math.erfc(-float(drawn) / math.sqrt(2))))
