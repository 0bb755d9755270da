"""A stand-in for llama.cpp: random logits that depend on exactly what a row can see, and strict about every call.

`RandomLlama` has of `boses_engine.language.llama.binding.Llama` what the decoder uses. What would make llama.cpp abort,
refuse or quietly go wrong is an AssertionError here.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import llguidance as lg
import numpy as np
import numpy.typing as npt

from boses_engine.language.chat import ChatFormat
from boses_engine.language.llama.binding import N_BATCH, Row
from boses_engine.language.llama.cache import Cache, Housekeeping
from boses_engine.language.llama.constraint import Grammars
from boses_engine.language.llama.decoder import Decoder

END, TURN = 255, 256  # 0 to 254 are bytes; no UTF-8 text holds a byte 255
WORDS = (b"blue", b" blue", b"green", b" green", b"Blue", b" Blue")
PIECES = [*(bytes([byte]) for byte in range(255)), b"<end>", b"<turn>", *WORDS]
CHAT = ChatFormat("<turn>", "<turn>", "<turn>")
ENDING = 2.0  # how much likelier the end of a text is than another token


def tokenize(text: bytes) -> list[int]:
    """Greedy: the longest word that fits, else a byte."""
    ids: list[int] = []
    while text:
        word = max((w for w in WORDS if text.startswith(w)), key=len, default=text[:1])
        ids.append(PIECES.index(word) if word in WORDS else word[0])
        text = text[len(word) :]
    return ids


class _Tokenizer:
    """What llguidance wants of a tokenizer."""

    eos_token_id, bos_token_id, tokens, special_token_ids = END, None, PIECES, (END, TURN)

    def __call__(self, text: bytes | str) -> list[int]:
        return tokenize(text if isinstance(text, bytes) else text.encode())


@cache
def tokenizer() -> lg.LLTokenizer:
    """llguidance's view of the vocabulary."""
    return lg.LLTokenizer(lg.TokenizerWrapper(_Tokenizer()))


class RandomLlama:
    """A context of `cells` cells and `sequences` sequences.

    With `ordered` the cells of each sequence must come in the order of its positions, as the "keep" way of keeping
    house promises; free cells are looked for as llama.cpp does.
    """

    n_vocab = len(PIECES)
    bos = None

    def __init__(self, cells: int, sequences: int, *, ordered: bool = False):
        self.cells, self.sequences, self.ordered = cells, sequences, ordered
        self.passes: list[tuple[Row, ...]] = []
        self.error: BaseException | None = None  # raised once, by the pass of the number `fails_at` or the next one
        self.fails_at = 0
        self.fails_late = False  # when the pass is done, as an interrupt is seen
        self.closed = False
        self.clear()

    # The vocabulary

    def tokens(self, text: str, *, markup: bool = False) -> tuple[int, ...]:
        parts = [tokenize(part.encode()) for part in (text.split("<turn>") if markup else [text])]
        return tuple(token for i, part in enumerate(parts) for token in ([TURN] * (i > 0) + part))

    def piece(self, token: int) -> bytes:
        return b"" if token in (END, TURN) else PIECES[token]

    def ends(self, token: int) -> bool:
        return token == END

    # The cache

    def clear(self) -> None:
        self._check_open()
        self._tokens: list[int | None] = [None] * self.cells
        self._held: list[dict[int, int]] = [{} for _ in range(self.sequences)]  # of each sequence: cell → position
        self._uses = [0] * self.cells
        self._head = 0
        self._logits: dict[int, npt.NDArray[np.float32]] = {}

    @property
    def used(self) -> int:
        """Cells that are not free."""
        return sum(use > 0 for use in self._uses)

    @property
    def decoded(self) -> int:
        """Rows of all passes."""
        return sum(map(len, self.passes))

    def share(self, source: int, target: int, start: int = 0) -> None:
        self._check_open()
        assert source != target
        for cell, position in self._held[self._known(source)].items():
            if position >= start:
                assert cell not in self._held[self._known(target)], "shared twice: llama.cpp would count it twice"
                self._held[target][cell] = position
                self._uses[cell] += 1

    def forget(self, sequence: int, start: int = 0) -> None:
        self._check_open()
        held = self._held[self._known(sequence)]
        freed = []
        for cell in [cell for cell, position in held.items() if position >= start]:
            del held[cell]
            self._uses[cell] -= 1
            if not self._uses[cell]:
                freed.append(cell)
        self._head = min([self._head, *freed])

    def decode(self, rows: Sequence[Row]) -> None:
        self._check_open()
        assert 0 < len(rows) <= N_BATCH, f"{len(rows)} rows in one pass"
        error = self.error if len(self.passes) >= self.fails_at else None
        if error:
            self.error = None
            if not self.fails_late:
                raise error
        for old in self._logits.values():
            old.fill(np.nan)  # what was not copied is gone
        self._logits = {}
        for cell, row in zip(self._free_cells(len(rows)), rows, strict=True):
            held = self._held[self._known(row.sequence)]
            last = max(held.items(), key=lambda item: item[1], default=(-1, -1))
            assert row.position == last[1] + 1, f"position {row.position} follows {last[1]}"
            assert not self.ordered or cell > last[0], "a cell before the one of the position before"
            self._tokens[cell] = row.token
            held[cell] = row.position
            self._uses[cell] += 1
        for i, row in enumerate(rows):
            if row.wanted:
                self._logits[i] = self._random(row)
        self.passes.append(tuple(rows))
        if error:
            raise error

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        self._check_open()
        return self._logits[row]

    def close(self) -> None:
        self.closed = True

    def _free_cells(self, count: int) -> list[int]:
        at = 0 if self._head > self.used + 2 * count else self._head
        found: list[int] = []
        for _ in range(self.cells):
            if at == self.cells:
                at = 0
            if not self._uses[at]:
                found.append(at)
            at += 1
            if len(found) == count:
                self._head = at
                return found
        raise AssertionError(f"no room for {count} rows: {self.used} of {self.cells} cells are taken")

    def _random(self, row: Row) -> npt.NDArray[np.float32]:
        held = self._held[row.sequence]
        visible = sorted((position, self._tokens[cell]) for cell, position in held.items() if position <= row.position)
        assert [position for position, _ in visible] == list(range(row.position + 1)), "a position twice, or none"
        seen = np.array([token for _, token in visible], dtype=np.int32).tobytes()
        rng = np.random.default_rng(int.from_bytes(blake2b(seen, digest_size=8).digest(), "little"))
        logits = rng.normal(scale=2.0, size=self.n_vocab).astype(np.float32)
        logits[END] += ENDING
        return logits

    def _known(self, sequence: int) -> int:
        assert 0 <= sequence < self.sequences, f"no sequence {sequence}"
        return sequence

    def _check_open(self) -> None:
        assert not self.closed, "used after close"


def a_decoder(
    parallel: int = 8,
    *,
    cells: int = 4096,
    segments: int = 24,
    housekeeping: Housekeeping = "keep",
    **options: Any,
) -> tuple[Decoder, RandomLlama]:
    """A decoder on a stand-in with `segments` sequences beside those of the answers."""
    sequences = parallel + segments
    llama = RandomLlama(cells, sequences, ordered=housekeeping == "keep")
    decoder = Decoder(
        llama,  # type: ignore[arg-type]
        Grammars(tokenizer()),
        Cache(llama, cells, sequences, housekeeping),
        CHAT,
        name="random",
        sha256="2" * 64,
        parallel=parallel,
        replayable=True,
        **options,
    )
    return decoder, llama
