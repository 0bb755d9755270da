"""The decoder: many requests side by side in one context, each under its constraint.

A step is one pass of the model over a few rows: of every answer being written its newest tokens, and the unread
part of questions and segments. Places that become free are taken at once. What requests have in common is read once.
"""

import heapq
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat
from boses_engine.language.llama.answer import FORCED, READ, SAMPLED, Answer, Work, nodes_of
from boses_engine.language.llama.binding import N_BATCH, Llama, Row
from boses_engine.language.llama.cache import SCRATCH, Cache, Path
from boses_engine.language.llama.constraint import Grammars
from boses_engine.language.llama.sampling import draw
from boses_engine.language.port import Completion, FinishReason, Request
from boses_engine.language.words import forms_of

_REMEMBERED = 4096  # texts, and lists of words: what a group's requests share is asked for again and again
STEP_ROWS = 63  # from 64 rows on, llama.cpp's flash attention on a CPU adds up in another order


class Decoder:
    """A loaded model behind the `LanguageModel` port.

    `alone` keeps to one answer at a time and reads every segment as its own pass: slow, but an answer's numbers are
    then its own on any machine. `work` counts what was done.
    """

    def __init__(
        self,
        llama: Llama,
        grammars: Grammars,
        cache: Cache,
        chat: ChatFormat,
        *,
        name: str,
        sha256: str,
        parallel: int,
        replayable: bool,
        alone: bool = False,
        decoding: Mapping[str, int | str | bool | None] | None = None,
    ):
        self.name, self.sha256, self.parallel, self.replayable = name, sha256, parallel, replayable
        self.decoding = decoding or {}
        self.work = Work()
        self._llama, self._grammars, self._cache, self._alone = llama, grammars, cache, alone
        self._keeps = cache.housekeeping == "keep"
        before = llama.tokens(chat.before, markup=True)
        bos = () if llama.bos is None or before[:1] == (llama.bos,) else (llama.bos,)
        self._head: tuple[int, ...] = (*bos, *before)
        self._between, self._after = llama.tokens(chat.between, markup=True), llama.tokens(chat.after, markup=True)
        self._queue: list[tuple[int, int, Request]] = []
        self._submitted = 0
        self._open: list[Answer] = []
        self._done: deque[tuple[Answer, Completion]] = deque()
        self._tokens = lru_cache(_REMEMBERED)(llama.tokens)
        self._avoided = lru_cache(_REMEMBERED)(self._whole_words)

    def submit(self, request: Request) -> None:
        """See the port; the answer's length limit counts towards the context."""
        path = self._path(request)
        prompt = sum(map(len, path)) + len(self._ask(request))
        room = self._cache.cells - request.max_tokens
        if prompt > room:
            raise ModelError(
                f"{request.key}: the prompt has {prompt} tokens, there is room for {max(room, 0)} "
                f"(the context has {self._cache.cells}, {request.max_tokens} are kept for the answer)."
            )
        if len(path) > self._cache.segments:
            raise ModelError(
                f"{request.key}: the prompt has {len(path)} segments, there is room for {self._cache.segments}."
            )
        if request.constraint is not None:
            try:
                self._grammars.compile(request.constraint)
            except ModelError as exc:
                raise ModelError(f"{request.key}: {exc}") from exc
        self._submitted += 1
        heapq.heappush(self._queue, (request.priority, self._submitted, request))

    def next_completion(self) -> Completion:
        """Works step by step until an answer is finished.

        After an error or an interrupt the open answers are begun anew, all but one whose own constraint failed.
        """
        started = time.perf_counter()
        while not self._done:
            if not self._queue and not self._open:
                raise LookupError("no request is open")
            try:
                self._admit()
                self._step()
            except BaseException:
                self._start_over()
                raise
        self.work.total_s += time.perf_counter() - started
        return self._done.popleft()[1]

    def cancel(self, request: Request) -> None:
        """See the port."""
        for entry in self._queue:
            if entry[2] == request:
                self._queue.remove(entry)
                heapq.heapify(self._queue)
                return
        for answer in self._open:
            if answer.request == request:
                self._free(answer)
                return
        for done in self._done:
            if done[1].request == request:
                self._done.remove(done)
                return

    def close(self) -> None:
        """Frees the model; it cannot be used afterwards."""
        self._llama.close()

    def _admit(self) -> None:
        """Gives free places to what waits."""
        while self._queue and len(self._open) < self.parallel:
            _, number, request = self._queue[0]
            path, ask = self._path(request), self._ask(request)
            if self._alone:
                self._cache.keep_only(path)
            promised = sum(answer.promised for answer in self._open)
            promised += sum(len(node.tokens) - node.read for node in nodes_of(self._open))
            branching = sum(answer.sequence is None for answer in self._open)
            if not self._cache.fits(path, len(ask) + request.max_tokens, promised, branching):
                if self._open:
                    return
                self._cache.sweep(path[0])
            read = self._cache.missing(path) + len(ask)
            follower = self._grammars.follow(request.constraint)
            forced = follower.forced()
            answer = Answer(
                request,
                number,
                self._cache.hold(path),
                [*((token, READ) for token in ask), *((token, FORCED) for token in forced)],
                follower,
                np.random.default_rng(request.seed),
                self._avoided(request.avoid),
                forced,
                read,
                forced=len(forced),
            )
            self._open.append(answer)
            heapq.heappop(self._queue)
            with self._blaming(answer):
                if follower.finished or len(forced) >= request.max_tokens:
                    answer.read = 0
                    self._finish(answer)

    def _step(self) -> None:
        """One pass; the answers whose tokens are all decoded then get their next."""
        rows: list[Row] = []
        kinds = [0, 0, 0]
        complete: list[tuple[Answer, int]] = []
        most = STEP_ROWS if self._keeps else N_BATCH
        for answer in self._open:
            if answer.sequence is None and answer.node.ready:
                answer.sequence, answer.position = self._cache.branch(answer.node), answer.node.end
            if answer.sequence is None or len(rows) == most:
                continue
            part = answer.pending[: most - len(rows)]
            del answer.pending[: len(part)]
            for token, kind in part:
                rows.append(Row(token, answer.position, answer.sequence, False))
                answer.position += 1
                kinds[kind] += 1
            if not answer.pending:
                rows[-1] = rows[-1]._replace(wanted=True)
                complete.append((answer, len(rows) - 1))
        for node in [n for n in nodes_of(self._open) if not n.ready and (n.parent is None or n.parent.ready)]:
            if len(rows) == most:
                break
            start = node.start + node.read
            tokens = self._cache.read_on(node, most - len(rows), len(rows))
            rows += [Row(token, start + i, node.sequence, False) for i, token in enumerate(tokens)]
            kinds[READ] += len(tokens)
        if rows:
            self._decode(rows, kinds)
        for answer, row in complete:
            with self._blaming(answer):
                self._extend(answer, row)

    def _decode(self, rows: list[Row], kinds: list[int]) -> None:
        """One pass over the rows that are due."""
        started = time.perf_counter()
        # A pass of one row alone takes another way through the attention: an idle row keeps it company.
        lonely = self._keeps and len(rows) == 1
        self._llama.decode([*rows, Row(rows[0].token, 0, SCRATCH, False)] if lonely else rows)
        if lonely:
            self._llama.forget(SCRATCH)
        self._cache.taken += len(rows)
        share = (time.perf_counter() - started) / len(rows)
        work = self.work
        work.steps += 1
        work.read, work.sampled, work.forced = work.read + kinds[0], work.sampled + kinds[1], work.forced + kinds[2]
        work.read_s += share * kinds[READ]
        work.sampled_s += share * kinds[SAMPLED]
        work.forced_s += share * kinds[FORCED]

    def _extend(self, answer: Answer, row: int) -> None:
        """Draws the next token and takes the ones that must follow it."""
        started = time.perf_counter()
        allowed = answer.follower.allowed()
        masked = time.perf_counter()
        drawn = draw(self._llama.logits(row), allowed, answer.avoid, answer.rng, answer.request.sampling)
        self.work.draw_s += time.perf_counter() - masked
        answer.least_allowed = min(answer.least_allowed, drawn.allowed)
        answer.first_token_s = answer.first_token_s or time.perf_counter() - answer.began
        if self._llama.ends(drawn.token):
            self._finish(answer)
            return
        answer.follower.take(drawn.token)
        forced = answer.follower.forced()
        answer.written += [drawn.token, *forced]
        answer.forced += len(forced)
        answer.pending = [(drawn.token, SAMPLED), *((token, FORCED) for token in forced)]
        self.work.mask_s += masked - started
        if answer.follower.finished or len(answer.written) >= answer.request.max_tokens:
            self._finish(answer)

    def _finish(self, answer: Answer) -> None:
        """Ends an answer and frees its place."""
        request = answer.request
        # An answer may end where the limit lies: it is cut off only if something was still to come.
        over = max(0, len(answer.written) - request.max_tokens)  # forced tokens beyond the limit
        whole = not over and (answer.follower.finished or len(answer.written) < request.max_tokens)
        reason: FinishReason = "stop" if whole else "length"
        written = answer.written[: request.max_tokens]
        text = b"".join(map(self._llama.piece, written)).decode(errors="replace")
        if not whole or request.constraint is None:
            text = text.strip()
        value = request.constraint.parse(text) if request.constraint and whole else (text if whole else None)
        done = Completion(
            request,
            text,
            value,
            reason,
            tokens_read=answer.read,
            tokens_written=len(written),
            tokens_forced=answer.forced - over,
            seconds=time.perf_counter() - answer.began,
            first_token_s=answer.first_token_s,
            least_allowed=answer.least_allowed,
        )
        self._done.append((answer, done))
        self._free(answer)

    @contextmanager
    def _blaming(self, answer: Answer) -> Iterator[None]:
        """Lets an error that one answer makes name it, and ends that answer."""
        try:
            yield
        except ModelError as exc:
            self._free(answer)
            raise ModelError(f"{answer.request.key}: {exc}") from exc

    def _start_over(self) -> None:
        """Puts the answers being written back into the queue and empties the cache, whatever state that is in.

        An answer depends on its request alone, so that begun anew it becomes what it would have become.
        """
        kept = {answer for answer, _ in self._done}
        queued = {number for _, number, _ in self._queue}
        for answer in self._open:
            if answer not in kept and answer.number not in queued:
                heapq.heappush(self._queue, (answer.request.priority, answer.number, answer.request))
        self._open.clear()
        self._cache.clear()

    def _free(self, answer: Answer) -> None:
        self._open.remove(answer)
        if answer.sequence is not None:
            self._cache.finish(answer.sequence, answer.node.end, answer.position)
        self._cache.release(answer.node)

    def _path(self, request: Request) -> Path:
        first, *others = request.path
        rest = filter(None, map(self._tokens, others))  # one without tokens would be read before the one before
        return ((*self._head, *self._tokens(first), *self._between), *rest)

    def _ask(self, request: Request) -> tuple[int, ...]:
        return (*self._tokens(request.ask), *self._after)

    def _whole_words(self, words: tuple[str, ...]) -> npt.NDArray[np.intp]:
        """Ids of the tokens that are one of the words, with and without a blank before it or a capital."""
        ids = map(self._tokens, forms_of(words))
        return np.array(sorted({found[0] for found in ids if len(found) == 1}), dtype=np.intp)
