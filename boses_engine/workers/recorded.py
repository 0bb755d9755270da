"""Models about the parts: one that remembers what it answers, and one that gives the answers of the parts."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from boses_engine.language.port import Completion, LanguageModel, Request
from boses_engine.workers.part import Part, read_part
from boses_engine.workers.task import Range

_OPEN = 64  # answers that may be waited for at once: they are all there
_PARTS = 8  # read at a time


class RecordingModel:
    """A model that keeps all its answers; `told` is called with each."""

    def __init__(self, model: LanguageModel, told: Callable[[Completion], None]):
        self.name, self.sha256 = model.name, model.sha256
        self.parallel, self.replayable, self.decoding = model.parallel, model.replayable, model.decoding
        self.answers: list[Completion] = []
        self._model, self._told = model, told

    def submit(self, request: Request) -> None:
        """Opens a request; raises as the model does."""
        self._model.submit(request)

    def next_completion(self) -> Completion:
        """Waits for an answer."""
        done = self._model.next_completion()
        self.answers.append(done)
        self._told(done)
        return done

    def cancel(self, request: Request) -> None:
        """Drops an open request."""
        self._model.cancel(request)

    def close(self) -> None:
        """Frees the model's memory."""
        self._model.close()


class RecordedModel:
    """A model that gives the answers of the parts, and asks another one for what no part has, opened when it is."""

    replayable = True
    parallel = _OPEN
    decoding: Mapping[str, int | str | bool | None] = {"answers": "of workers, each as it was opened"}

    def __init__(self, name: str, sha256: str, open_model: Callable[[], LanguageModel]):
        self.name, self.sha256 = name, sha256
        self.asked = 0  # requests that no part answered
        self._ranges: Mapping[int, Range] = {}
        self._read = lru_cache(maxsize=_PARTS)(lambda one: read_part(one.part))
        self._open_model = open_model
        self._model: LanguageModel | None = None
        self._ready = deque[Completion]()
        self._open = set[Request]()  # what the other model is asked

    def take(self, ranges: Sequence[Range]) -> None:
        """Gives the answers of the parts of all ranges of a job from now on."""
        self._ranges = {number: one for one, number in _numbers(ranges)}

    def submit(self, request: Request) -> None:
        """Opens a request; raises as the other model does, and InputError for a damaged part."""
        number, _, _ = request.key.partition("/")
        one = self._ranges.get(int(number)) if number.isdecimal() else None
        part: Part = self._read(one) if one is not None and one.part.exists() else {}
        if (found := part.get((request.key, request.seed))) is not None:
            self._ready.append(found.answer(request))
            return
        if self._model is None:
            self._model = self._open_model()
        self._model.submit(request)
        self._open.add(request)
        self.asked += 1

    def next_completion(self) -> Completion:
        """An answer of a part where one is waited for, else of the other model."""
        if self._ready:
            return self._ready.popleft()
        if not self._open or self._model is None:
            raise LookupError("no request is open")
        done = self._model.next_completion()
        self._open.discard(done.request)
        return done

    def cancel(self, request: Request) -> None:
        """Drops an open request."""
        for done in self._ready:
            if done.request == request:
                self._ready.remove(done)
                return
        if self._model is not None and request in self._open:
            self._open.discard(request)
            self._model.cancel(request)

    def close(self) -> None:
        """Frees the other model, where it was opened."""
        if self._model is not None:
            self._model.close()


def _numbers(ranges: Sequence[Range]) -> list[tuple[Range, int]]:
    """Each number, of a person or of a study's reasons, with the range that it is in."""
    found, first = [], 0
    for one in ranges:
        found += [(one, first + at) for at in range(one.size)]
        first += one.size
    return found
