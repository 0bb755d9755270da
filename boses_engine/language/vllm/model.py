"""vLLM behind the port: which request gets to the engine when, and what becomes of the tokens it gives back."""

import heapq
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat
from boses_engine.language.grammar import compile_grammar
from boses_engine.language.port import Completion, FinishReason, Request
from boses_engine.language.vllm.engine import Engine, Refused, Written
from boses_engine.language.words import forms_of

_REMEMBERED = 4096  # texts, lists of words and constraints that were looked at


@dataclass
class _Answer:
    """An open request."""

    request: Request
    number: int  # in the order of submission
    prompt: tuple[int, ...]
    sampling: Any  # vLLM's
    began: float = 0.0
    first_token_s: float = 0.0

    def __lt__(self, other: "_Answer") -> bool:
        return (self.request.priority, self.number) < (other.request.priority, other.number)


class VllmModel:
    """A loaded model behind the `LanguageModel` port.

    At most `parallel` requests are with the engine, so that those of the lowest priority are begun first. vLLM counts
    no forced tokens and does not tell what share of the model's probability was permitted: these keep their defaults.
    """

    def __init__(
        self,
        open_engine: Callable[[], Engine],
        *,
        name: str,
        sha256: str,
        parallel: int,
        replayable: bool,
        decoding: Mapping[str, int | str | bool | None] | None = None,
    ):
        self.name, self.sha256, self.parallel, self.replayable = name, sha256, parallel, replayable
        self.decoding = decoding or {}
        self._open_engine = open_engine
        self._engine: Engine | None = None
        engine = self._running()
        self._context = engine.context
        bos, eos = engine.marks
        self._chat = ChatFormat.from_template(engine.template, bos=bos, eos=eos)
        self._queue: list[_Answer] = []
        self._submitted = 0
        self._open: dict[str, _Answer] = {}  # by the key that the engine has of it; none is used twice
        self._begun = 0
        self._done: deque[Completion | ModelError] = deque()
        self._tokens = lru_cache(_REMEMBERED)(lambda text: self._running().tokens(text))
        self._markup = lru_cache(lambda text: self._running().tokens(text, markup=True))
        self._avoided = lru_cache(_REMEMBERED)(self._whole_words)
        self._compilable = lru_cache(_REMEMBERED)(compile_grammar)

    def submit(self, request: Request) -> None:
        """See the port; the answer's length limit counts towards the context."""
        prompt = self._prompt(request)
        room = self._context - request.max_tokens - 1  # for the token that ends it
        if len(prompt) > room:
            raise ModelError(
                f"{request.key}: the prompt has {len(prompt)} tokens, there is room for {max(room, 0)} "
                f"(the context has {self._context}, {request.max_tokens} are kept for the answer)."
            )
        try:
            if request.constraint is not None:
                self._compilable(request.constraint)
            sampling = self._running().sampling(request, self._avoided(request.avoid))
        except ModelError as exc:
            raise ModelError(f"{request.key}: {exc}") from exc
        self._submitted += 1
        heapq.heappush(self._queue, _Answer(request, self._submitted, prompt, sampling))

    def next_completion(self) -> Completion:
        """Works until an answer is finished.

        After an error of the engine or an interrupt it is opened again, and the open answers are begun anew.
        """
        while not self._done:
            if not self._queue and not self._open:
                raise LookupError("no request is open")
            try:
                self._admit()
                written = self._running().step() if self._open else []
            except BaseException:
                self._start_over()
                raise
            for each in written:
                self._take(each)
        done = self._done.popleft()
        if isinstance(done, ModelError):
            raise done
        return done

    def cancel(self, request: Request) -> None:
        """See the port."""
        for waiting in self._queue:
            if waiting.request == request:
                self._queue.remove(waiting)
                heapq.heapify(self._queue)
                return
        for key, answer in self._open.items():
            if answer.request == request:
                del self._open[key]
                self._running().abort([key])
                return
        for done in self._done:
            if isinstance(done, Completion) and done.request == request:
                self._done.remove(done)
                return

    def close(self) -> None:
        """Ends the engine; the model cannot be used afterwards."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _running(self) -> Engine:
        if self._engine is None:
            self._engine = self._open_engine()
        return self._engine

    def _admit(self) -> None:
        """Gives free places to what waits."""
        while self._queue and len(self._open) < self.parallel:
            answer = heapq.heappop(self._queue)
            self._begun += 1
            key = str(self._begun)
            self._open[key] = answer
            answer.began, answer.first_token_s = time.perf_counter(), 0.0
            try:
                self._running().add(key, answer.prompt, answer.sampling, answer.request.priority)
            except Refused as exc:
                del self._open[key]
                self._done.append(ModelError(f"{answer.request.key}: {exc}"))

    def _take(self, written: Written) -> None:
        """Notes what the engine has written, and ends an answer that is finished."""
        answer = self._open.get(written.key)
        if answer is None:  # cancelled meanwhile
            return
        answer.first_token_s = answer.first_token_s or time.perf_counter() - answer.began
        if written.finish is None:
            return
        del self._open[written.key]
        if written.finish not in ("stop", "length"):
            self._done.append(ModelError(f"{answer.request.key}: vLLM gave the answer up ({written.finish})."))
            return
        self._done.append(self._completion(answer, written))

    def _completion(self, answer: _Answer, written: Written) -> Completion:
        request = answer.request
        whole = written.finish == "stop"
        tokens = written.tokens[:-1] if whole else written.tokens[: request.max_tokens]
        text = self._running().text(tokens)
        if not whole or request.constraint is None:
            text = text.strip()
        value = request.constraint.parse(text) if request.constraint and whole else (text if whole else None)
        reason: FinishReason = "stop" if whole else "length"
        return Completion(
            request,
            text,
            value,
            reason,
            tokens_read=written.read,
            tokens_written=len(tokens),
            tokens_forced=0,
            seconds=time.perf_counter() - answer.began,
            first_token_s=answer.first_token_s,
        )

    def _start_over(self) -> None:
        """Puts the answers being written back into the queue and lets the engine go, whatever state that is in."""
        for answer in self._open.values():
            heapq.heappush(self._queue, answer)
        self._open.clear()
        self.close()

    def _prompt(self, request: Request) -> tuple[int, ...]:
        """The ids of a request's prompt; each text's are its own, so that what requests share is the same ids."""
        first, *others = request.path
        chat = self._chat
        prompt = [*self._markup(chat.before), *self._tokens(first), *self._markup(chat.between)]
        for text in (*others, request.ask):
            prompt += self._tokens(text)
        return (*prompt, *self._markup(chat.after))

    def _whole_words(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Ids of the tokens that are one of the words."""
        ids = map(self._tokens, forms_of(words))
        return tuple(sorted({found[0] for found in ids if len(found) == 1}))
