"""What the cells of llama.cpp's cache hold: a tree of prompt segments, and the answers that branch off it.

Two ways to keep house. "keep": no cell is used twice before all answers are finished and the cache is swept. Then the
cells of every sequence stand in the order of their positions, and since llama.cpp's flash attention on a CPU adds up
the visible cells in that order and skips the others, an answer's numbers do not depend on what is decoded beside it.
"recycle": a finished answer's cells are free at once, as a GPU with its own order of adding up may as well have it.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Housekeeping = Literal["keep", "recycle"]
Path = tuple[tuple[int, ...], ...]  # the token ids of each segment
_PARKED = 0  # the sequence that holds the cells of finished answers until the next sweep
SCRATCH = 1  # the sequence of a row that is decoded for the batch's sake only


class Cells(Protocol):
    """What the cache asks of the library, see `Llama`."""

    def share(self, source: int, target: int, start: int = 0) -> None: ...
    def forget(self, sequence: int) -> None: ...
    def clear(self) -> None: ...


@dataclass(eq=False)
class Node:
    """The last segment of a path: `sequence` holds it and all before it, once `read` has come to its end."""

    path: Path
    parent: "Node | None"
    start: int  # position of its first token
    sequence: int
    read: int = 0  # tokens decoded so far
    users: int = 0  # answers being written and nodes that branch off it
    first: bool = True  # whether its cells and those before it are the cache's first, in order

    @property
    def tokens(self) -> tuple[int, ...]:
        """Of the segment."""
        return self.path[-1]

    @property
    def end(self) -> int:
        """The position after its last token."""
        return self.start + len(self.tokens)

    @property
    def ready(self) -> bool:
        """Whether it is decoded to its end."""
        return self.read == len(self.tokens)


class Cache:
    """Keeps account of `cells` cells and `sequences` sequence ids."""

    def __init__(self, llama: Cells, cells: int, sequences: int, housekeeping: Housekeeping):
        self._llama, self.cells, self._sequences, self.housekeeping = llama, cells, sequences, housekeeping
        self._ids = self._all_ids()
        self._nodes: dict[Path, Node] = {}  # least recently used first
        self.taken = 0  # cells that cannot be used now

    @property
    def segments(self) -> int:
        """The most segments that a path may have; one sequence is for the answer."""
        return len(self._all_ids()) - 1

    def missing(self, path: Path) -> int:
        """How many tokens of the path are in no node."""
        return sum(len(path[i]) for i in range(len(path)) if path[: i + 1] not in self._nodes)

    def fits(self, path: Path, tokens: int, promised: int, branching: int) -> bool:
        """Whether there is room for the path, `tokens` more and what is promised to others.

        They were promised so many cells, and a sequence to each of the `branching` ones. Segments that nobody uses
        are dropped for it, the least recently used first, where that makes room.
        """
        held = {path[: i + 1] for i in range(len(path))}
        while True:
            cells = self.taken + promised + self.missing(path) + tokens <= self.cells
            if cells and len(self._ids) > branching + sum(key not in self._nodes for key in held):
                return True
            unused = (key for key, node in self._nodes.items() if not node.users and key not in held)
            key = next(unused, None) if cells or self.housekeeping == "recycle" else None
            if key is None:
                return False
            self._drop(key)

    def hold(self, path: Path) -> Node:
        """The node of the whole path, made where it is missing; it stays until `release`."""
        node: Node | None = None
        for i in range(len(path)):
            key = path[: i + 1]
            found = self._nodes.pop(key, None)
            if found is None:
                found = Node(key, node, node.end if node else 0, self._ids.pop())
                if node:
                    node.users += 1
            self._nodes[key] = node = found
        assert node is not None
        node.users += 1
        return node

    def release(self, node: Node) -> None:
        """One answer less that needs it; what nobody needs any more is dropped if it is not read to its end."""
        node.users -= 1
        unread: Node | None = node
        while unread and not unread.users and not unread.ready:
            self._drop(unread.path)
            unread = unread.parent

    def read_on(self, node: Node, most: int, before: int) -> tuple[int, ...]:
        """Takes up to `most`, at least one, of the unread tokens for a pass where `before` other rows come first."""
        if node.parent and not node.read:
            self._llama.share(node.parent.sequence, node.sequence)
        node.first = node.first and self.taken + before == node.start + node.read
        tokens = node.tokens[node.read : node.read + most]
        node.read += len(tokens)
        return tokens

    def branch(self, node: Node) -> int:
        """A new sequence that goes on where the node ends."""
        sequence = self._ids.pop()
        self._llama.share(node.sequence, sequence)
        return sequence

    def finish(self, sequence: int, start: int, end: int) -> None:
        """An answer is done: it held the positions from `start` to `end` alone."""
        if self.housekeeping == "keep" and end > start:
            self._llama.share(sequence, _PARKED, start)
        else:
            self.taken -= end - start
        self._llama.forget(sequence)
        self._ids.append(sequence)

    def sweep(self, root: tuple[int, ...]) -> None:
        """Frees all cells, those of the first segment excepted if they hold `root`; call it when no answer is open."""
        for key, node in list(reversed(self._nodes.items())):
            if not (key == (root,) and node.ready and node.first):
                self._drop(key)
        self._llama.forget(_PARKED)
        self.taken = sum(node.read for node in self._nodes.values())

    def keep_only(self, path: Path) -> None:
        """Drops every segment that is not on the path, so that the path's cells are always the same ones."""
        held = {path[: i + 1] for i in range(len(path))}
        for key in list(reversed(self._nodes)):
            if key not in held:
                self._drop(key)

    def clear(self) -> None:
        """Forgets everything, whatever state an error has left."""
        self._llama.clear()
        self._nodes.clear()
        self._ids, self.taken = self._all_ids(), 0

    def _all_ids(self) -> list[int]:
        return list(range(self._sequences - 1, SCRATCH, -1))

    def _drop(self, key: Path) -> None:
        node = self._nodes.pop(key)
        if node.parent:
            node.parent.users -= 1
        if self.housekeeping == "keep" and node.read:
            self._llama.share(node.sequence, _PARKED, node.start)
        else:
            self.taken -= node.read
        self._llama.forget(node.sequence)
        self._ids.append(node.sequence)
