"""One model for several threads: each has a client, whoever waits works for all, and answers go to who asked.

That a run and a brief are answered side by side changes neither: an answer depends on its request alone where the
model is `replayable`.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from boses_engine.language.port import Completion, LanguageModel, Request


class Turns:
    """Lets models work one after the other, in the order of asking: threads of two that spin side by side starve."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked = self._served = 0

    def __enter__(self) -> None:
        with self._changed:
            mine = self._asked
            self._asked += 1
            self._changed.wait_for(lambda: self._served == mine)

    def __exit__(self, *exc: object) -> None:
        with self._changed:
            self._served += 1
            self._changed.notify_all()


class SharedModel:
    """Opens the model when it is first asked, and again after `unload`; works when it is its turn of `turns`."""

    def __init__(self, open_model: Callable[[], LanguageModel], turns: Turns | None = None):
        self._open_model, self._turns = open_model, turns or Turns()
        self._model: LanguageModel | None = None
        self._changed = threading.Condition()
        self._working = False
        self._waiting = 0  # threads that want to get in between two answers
        self._asked: dict[Request, deque[Client]] = {}

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._model is not None

    def client(self) -> "Client":
        """A `LanguageModel` for one thread; the model is opened."""
        with self._changed:
            return Client(self, self._opened())

    def unload(self) -> None:
        """Frees the model's memory once nobody waits for an answer."""
        with self._changed:
            self._changed.wait_for(lambda: not self._working and not self._asked)
            if self._model is not None:
                self._model.close()
                self._model = None

    def close(self) -> None:
        """Frees the model; open requests are lost."""
        with self._between_answers():
            self._asked.clear()
            if self._model is not None:
                self._model.close()
                self._model = None

    @contextmanager
    def _between_answers(self) -> Iterator[None]:
        """The lock while the model does not work; whoever works for all lets others in before the next answer."""
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: not self._working)
            finally:
                self._waiting -= 1
            try:
                yield
            finally:
                self._changed.notify_all()

    def _opened(self) -> LanguageModel:
        if self._model is None:
            self._model = self._open_model()
        return self._model

    def _submit(self, client: "Client", request: Request) -> None:
        with self._between_answers():
            self._opened().submit(request)
            self._asked.setdefault(request, deque()).append(client)

    def _cancel(self, client: "Client", request: Request) -> None:
        with self._between_answers():
            if client in self._asked.get(request, ()) and self._model is not None:
                self._model.cancel(request)
                self._forget(client, request)
            elif (done := next((done for done in client.done if done.request == request), None)) is not None:
                client.done.remove(done)

    def _cancel_all(self, client: "Client") -> None:
        with self._changed:
            mine = [request for request, clients in self._asked.items() for asker in clients if asker is client]
        for request in mine:
            self._cancel(client, request)

    def _next(self, client: "Client") -> Completion:
        """The next answer of a client; the thread that comes first works for all."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: client.done or not (self._working or self._waiting))
                if client.done:
                    return client.done.popleft()
                if not any(client in clients for clients in self._asked.values()):
                    raise LookupError("no request is open")
                assert self._model is not None
                model, self._working = self._model, True
            done = None
            try:
                with self._turns:
                    done = model.next_completion()
            finally:
                with self._changed:
                    self._working = False
                    if done is not None:
                        owner = self._asked[done.request][0]
                        self._forget(owner, done.request)
                        owner.done.append(done)
                    self._changed.notify_all()

    def _forget(self, client: "Client", request: Request) -> None:
        self._asked[request].remove(client)
        if not self._asked[request]:
            del self._asked[request]


class Client:
    """The shared model behind the `LanguageModel` port, for one thread at a time."""

    def __init__(self, shared: SharedModel, model: LanguageModel):
        self._shared = shared
        self.name, self.sha256 = model.name, model.sha256
        self.parallel, self.replayable, self.decoding = model.parallel, model.replayable, model.decoding
        self.done = deque[Completion]()

    def submit(self, request: Request) -> None:
        """See the port; waits until the model is between two answers."""
        self._shared._submit(self, request)

    def next_completion(self) -> Completion:
        """See the port; the answers of other clients that are finished meanwhile are kept for them."""
        return self._shared._next(self)

    def cancel(self, request: Request) -> None:
        """See the port."""
        self._shared._cancel(self, request)

    def close(self) -> None:
        """Drops this client's open requests; the model is the others' too."""
        self._shared._cancel_all(self)
