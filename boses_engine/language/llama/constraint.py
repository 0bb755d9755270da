"""Constraints as token masks (llguidance): which tokens may come next, and which must."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import llguidance as lg
import llguidance.llamacpp as lg_llama
import llguidance.numpy as lg_numpy
import numpy as np
import numpy.typing as npt

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Constraint
from boses_engine.language.grammar import compile_grammar

_KEPT = 4096  # compiled grammars; a run of ten thousand people has each pattern once


class Grammars:
    """Compiles constraints for one vocabulary, each once."""

    def __init__(self, tokenizer: lg.LLTokenizer):
        self._tokenizer = tokenizer
        self.compile = lru_cache(_KEPT)(partial(compile_grammar, tokenizer=tokenizer))
        self._mask = lg_numpy.allocate_token_bitmask(1, tokenizer.vocab_size)

    @classmethod
    def of_llama(cls, vocab: Any) -> "Grammars":
        """For a vocabulary of llama.cpp."""
        return cls(lg_llama.lltokenizer_from_vocab(vocab))

    def follow(self, constraint: Constraint | None) -> "Follower | Unbound":
        """A follower at the beginning of an answer."""
        if constraint is None:
            return Unbound()
        matcher = lg.LLMatcher(self._tokenizer, self.compile(constraint))
        return Follower(matcher, self._mask, self._tokenizer.vocab_size)


@dataclass
class Follower:
    """Where an answer stands in its constraint."""

    _matcher: lg.LLMatcher
    _mask: npt.NDArray[np.int32]  # shared by all followers of a vocabulary: valid until the next call
    _n_vocab: int

    def forced(self) -> list[int]:
        """The tokens that must come now, already taken; none where there is a choice."""
        tokens: list[int] = self._matcher.compute_ff_tokens()
        self._matcher.consume_tokens(tokens)
        return tokens

    def allowed(self) -> npt.NDArray[np.bool_]:
        """Which tokens may come next, (n_vocab,)."""
        lg_numpy.fill_next_token_bitmask(self._matcher, self._mask, 0)
        bits = np.unpackbits(self._mask.view(np.uint8)[0], bitorder="little")
        return bits.view(np.bool_)[: self._n_vocab]

    def take(self, token: int) -> None:
        """Goes on by one token."""
        self._matcher.consume_token(token)

    @property
    def finished(self) -> bool:
        """Whether nothing may follow.

        :raises ModelError: the constraint took too much to be followed further.
        """
        if self._matcher.is_error():  # counts as stopped, too
            raise ModelError(f"the answer's form cannot be followed: {self._matcher.get_error()}")
        return bool(self._matcher.is_stopped())


class Unbound:
    """No constraint: anything may come until the model ends its text."""

    finished = False

    def forced(self) -> list[int]:
        """None."""
        return []

    def allowed(self) -> None:
        """No mask."""

    def take(self, token: int) -> None:
        """Nothing to follow."""
