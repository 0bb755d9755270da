"""What the pipeline needs of a text model: requests in, completions out as they finish.

A request is a path of segments (what the group shares, what the person shares, what stands already) and the one
question, so that an adapter reads what requests have in common only once. The answer keeps its constraint
by construction; it is never repaired afterwards.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

from boses_engine.language.constraint import Constraint

FinishReason = Literal["stop", "length"]


@dataclass(frozen=True)
class Sampling:
    """How a token is drawn: softmax at `temperature` over the `top_k` best, tails below `min_p` of the best cut.

    At temperature 0 the best token is taken.

    :raises ValueError: no token could be drawn that way.
    """

    temperature: float = 0.6
    top_k: int = 40
    min_p: float = 0.06

    def __post_init__(self) -> None:
        if not (self.temperature >= 0 and self.top_k >= 1 and 0 <= self.min_p <= 1):
            raise ValueError(f"{self}: give temperature 0 or more, top_k 1 or more and min_p from 0 to 1")


@dataclass(frozen=True)
class Request:
    """One question to the model.

    `path` is plain text, the most shared first: the system text, then pieces of the user's turn, which `ask` ends.
    Chat markup is the adapter's business, and special tokens inside the texts stay text. Without a `constraint` the
    model writes until it ends its text. `avoid` lists words the model may not choose, as far as its vocabulary holds
    them whole; they may still stand in the constraint's fixed parts. Of the open requests those of the lowest
    `priority` are begun first. The same request gives the same answer whatever was asked before or beside it, where
    the model says it is `replayable`.

    :raises ValueError: an empty path, or no room for an answer.
    """

    key: str
    path: tuple[str, ...]
    ask: str
    constraint: Constraint | None
    seed: int
    max_tokens: int = 120
    avoid: tuple[str, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    priority: int = 0

    def __post_init__(self) -> None:
        if not self.path or self.max_tokens < 1:
            raise ValueError(f"{self.key}: a request needs a path of one text or more and room for a token")

    @property
    def sha256(self) -> str:
        """Of all that decides the answer: everything but whose question it is and when it is begun."""
        told = {name: value for name, value in asdict(self).items() if name not in ("key", "priority")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Completion:
    """An answer. `finish_reason` is "length" when the limit cut it off; such a text is never stored.

    `value` is the text as its constraint reads it (parsed JSON for a schema), None for an answer that was cut off.
    Times are seconds from when the request got its place.
    """

    request: Request
    text: str
    value: Any
    finish_reason: FinishReason
    tokens_read: int  # prompt tokens decoded for this answer, without those shared with others
    tokens_written: int  # sampled and forced tokens of the answer
    tokens_forced: int  # of those, the ones the constraint left no choice about
    seconds: float
    first_token_s: float
    least_allowed: float = 1.0  # least share, over the sampled tokens, of the model's probability that was permitted


class LanguageModel(Protocol):
    """A text model. Not safe for several threads at once."""

    name: str
    sha256: str
    parallel: int  # how many open requests it can make use of
    replayable: bool  # whether an answer depends on its request alone
    decoding: Mapping[str, int | str | bool | None]  # how it was opened, for whoever wants its answers again

    def submit(self, request: Request) -> None:
        """Opens a request.

        :raises ModelError: the prompt does not fit the context, or the constraint cannot be compiled.
        """

    def next_completion(self) -> Completion:
        """Works until one open request is finished and returns it. `LookupError` when none is open."""
        ...

    def cancel(self, request: Request) -> None:
        """Drops an open request; one that is not open is no error, and the others are not touched."""

    def close(self) -> None:
        """Frees the model's memory."""


def answers(model: LanguageModel, requests: Iterable[Request]) -> Iterator[Completion]:
    """The answers to all requests, as they are finished."""
    asked = 0
    for request in requests:
        model.submit(request)
        asked += 1
    for _ in range(asked):
        yield model.next_completion()
