"""A text model that needs no weights: it tells the notes of a request as they stand.

For tests and for trying the rest of the engine. Like the real adapter it gives the same answer to the same request,
whatever came before.
"""

import heapq
import re
import time
from collections.abc import Callable, Mapping

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, FinishReason, Request

_NOTE = re.compile(r"^- (.+)$", re.MULTILINE)


class DoubleModel:
    """Answers at once, or after `delay_s` a request; `spoil` may change an answer before it is given."""

    name = "double"
    sha256 = "0" * 64
    replayable = True
    decoding: Mapping[str, int | str | bool | None] = {}

    def __init__(self, *, parallel: int = 4, delay_s: float = 0.0, spoil: Callable[[Request, str], str] | None = None):
        self.parallel, self._delay_s, self._spoil = parallel, delay_s, spoil
        self._queue: list[tuple[int, int, Request]] = []
        self._submitted = 0

    def submit(self, request: Request) -> None:
        """Opens a request whose constraint is a pattern.

        :raises ModelError: it is not.
        """
        if not isinstance(request.constraint, Pattern):
            raise ModelError(f"{request.key}: the double tells notes under a pattern only.")
        self._submitted += 1
        heapq.heappush(self._queue, (request.priority, self._submitted, request))

    def next_completion(self) -> Completion:
        """Answers the oldest open request of the lowest priority."""
        if not self._queue:
            raise LookupError("no request is open")
        request = heapq.heappop(self._queue)[2]
        if self._delay_s:
            time.sleep(self._delay_s)
        text = " ".join(_NOTE.findall(request.ask))
        if self._spoil:
            text = self._spoil(request, text)
        reason: FinishReason = "stop"
        if len(text.split()) > request.max_tokens:  # a word counts as a token here
            text, reason = " ".join(text.split()[: request.max_tokens]), "length"
        return Completion(
            request,
            text,
            text if reason == "stop" else None,
            reason,
            tokens_read=len(request.ask.split()),
            tokens_written=len(text.split()),
            tokens_forced=0,
            seconds=self._delay_s,
            first_token_s=self._delay_s,
        )

    def cancel(self, request: Request) -> None:
        """Drops an open request."""
        for entry in self._queue:
            if entry[2] == request:
                self._queue.remove(entry)
                heapq.heapify(self._queue)
                return

    def close(self) -> None:
        """Nothing to free."""
