"""A text model that needs no weights: it fills the gaps of a request's pattern with seeded, harmless clauses.

For tests and for trying the rest of the engine. Like the real adapter it gives the same answer to the same request,
whatever came before.
"""

import re
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from boses_engine.language.port import Completion, Request

_GAP = re.compile(r"\(\?:\[a-z.*?\{\d+,\}")  # from a group of lower-case words to its "at least so many"
_PLACES = (
    "under the lamp,beside the gate,near the old stairs,by the window,behind the curtain,on the wooden bench"
).split(",")
_THINGS = (
    "a paper bag,a plastic stool,a blue bucket,a bunch of keys,a cotton towel,a tin cup,a folded map,a spare bulb"
).split(",")
_VERBS = "keeps,puts,leaves,carries,finds,hides,folds,cleans,counts,mends,shows,lends".split(",")
_TIMES = "after the rain,before the heat,on slow afternoons,when the street is quiet,as the kettle sings".split(",")
_COLOURS = "green,yellow,brown,silver,grey,white,orange,purple,faded,striped".split(",")


class DoubleModel:
    """Answers at once, or after `delay_s` a request; `spoil` may change an answer before it is given."""

    name = "double"
    sha256 = "0" * 64
    parallel = 1

    def __init__(self, *, delay_s: float = 0.0, spoil: Callable[[Request, str], str] | None = None):
        self._delay_s, self._spoil = delay_s, spoil
        self._queue: deque[Request] = deque()

    def submit(self, request: Request) -> None:
        """Opens a request; nothing is refused."""
        self._queue.append(request)

    def next_completion(self) -> Completion:
        """Answers the oldest open request."""
        if not self._queue:
            raise LookupError("no request is open")
        request = self._queue.popleft()
        time.sleep(self._delay_s)
        rng = np.random.default_rng(request.seed)
        fixed = [re.sub(r"\\(.)", r"\1", piece) for piece in _GAP.split(request.pattern)]
        text = fixed[0] + "".join(_clause(rng) + piece for piece in fixed[1:])
        if self._spoil:
            text = self._spoil(request, text)
        return Completion(request, text, "stop", len(request.ask.split()), len(text.split()), self._delay_s)

    def close(self) -> None:
        """Nothing to free."""


def _clause(rng: np.random.Generator) -> str:
    """Such as "keeps a green tin cup under the lamp on slow afternoons"."""
    verb, place, when = (str(rng.choice(words)) for words in (_VERBS, _PLACES, _TIMES))
    article, noun = str(rng.choice(_THINGS)).split(" ", 1)
    first, second = rng.choice(_COLOURS, size=2, replace=False)
    return f"{verb} {article} {first} {noun} and a {second} box {place} {when}"
