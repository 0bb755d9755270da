"""What the pipeline needs of a text model: requests in, completions out as they finish.

A request is a path of three segments (what the group shares, what the person shares, the one
question), so that an adapter may read what requests have in common only once. The answer is
constrained by a regular expression; it is never repaired afterwards.
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol

FinishReason = Literal["stop", "length"]


@dataclass(frozen=True)
class Sampling:
    """How a token is drawn: softmax at `temperature` over the `top_k` best, tails below `min_p` of the best cut."""

    temperature: float = 0.6
    top_k: int = 40
    min_p: float = 0.06


@dataclass(frozen=True)
class Request:
    """One question to the model.

    `group`, `person` and `ask` are plain text: chat markup is the adapter's business, and special
    tokens inside them stay text. `pattern` is a Rust-syntax regular expression that the whole answer
    matches. `avoid` lists words the model may not choose, as far as its vocabulary holds them whole; they may
    still stand in the pattern's fixed parts. The same request gives the same answer whatever was asked before it.
    """

    key: str
    group: str
    person: str
    ask: str
    pattern: str
    seed: int
    max_tokens: int = 120
    avoid: tuple[str, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)


@dataclass(frozen=True)
class Completion:
    """An answer. `finish_reason` is "length" when the limit cut it off; such a text is never stored."""

    request: Request
    text: str
    finish_reason: FinishReason
    tokens_read: int  # prompt tokens decoded for this answer, without those found in the cache
    tokens_written: int  # sampled and forced tokens of the answer
    seconds: float
    least_allowed: float = 1.0  # least share, over the sampled tokens, of the model's probability that was permitted


class LanguageModel(Protocol):
    """A text model. Not safe for several threads at once."""

    name: str
    sha256: str
    parallel: int  # how many open requests it can make use of

    def submit(self, request: Request) -> None:
        """Opens a request.

        :raises ModelError: the prompt does not fit the context, or the pattern cannot be compiled.
        """

    def next_completion(self) -> Completion:
        """Works until one open request is finished and returns it. `LookupError` when none is open."""
        ...

    def cancel(self, request: Request) -> None:
        """Drops an open request; one that is not open is no error."""

    def close(self) -> None:
        """Frees the model's memory."""
