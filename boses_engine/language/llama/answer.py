"""An answer being written, and the account of a decoder's work."""

import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from boses_engine.language.llama.cache import Node
from boses_engine.language.llama.constraint import Follower, Unbound
from boses_engine.language.port import Request


@dataclass
class Work:
    """What a decoder has done: tokens by kind, seconds by part. A step's seconds are shared out by its rows."""

    read: int = 0
    sampled: int = 0
    forced: int = 0
    read_s: float = 0.0
    sampled_s: float = 0.0
    forced_s: float = 0.0
    mask_s: float = 0.0
    draw_s: float = 0.0
    total_s: float = 0.0
    steps: int = 0


READ, SAMPLED, FORCED = range(3)  # what kind of token a row decodes


@dataclass(eq=False)
class Answer:
    """An open request that has a place."""

    request: Request
    number: int  # in the order of submission
    node: Node
    pending: list[tuple[int, int]]  # tokens to be decoded next, each with its kind
    follower: Follower | Unbound
    rng: np.random.Generator
    avoid: npt.NDArray[np.intp]
    written: list[int]
    read: int
    sequence: int | None = None  # none before its path is read
    position: int = 0
    forced: int = 0
    least_allowed: float = 1.0
    began: float = field(default_factory=time.perf_counter)
    first_token_s: float = 0.0

    @property
    def promised(self) -> int:
        """Cells it may still take, its path not counted."""
        return len(self.pending) + self.request.max_tokens - len(self.written)


def nodes_of(answers: list[Answer]) -> list[Node]:
    """The nodes the answers need, each once, a parent before its children."""
    found: dict[Node, None] = {}
    for answer in answers:
        chain: list[Node] = []
        node: Node | None = answer.node
        while node is not None and node not in found:
            chain.append(node)
            node = node.parent
        found.update(dict.fromkeys(reversed(chain)))
    return list(found)
