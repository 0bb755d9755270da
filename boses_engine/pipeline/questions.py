"""Many writers at one model: which questions are open and whose, for drafts of stage one and for whole people."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from boses_engine.language.port import LanguageModel, Request
from boses_engine.pipeline.events import Event, FieldAnswered, StageDone
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.writer import Asked, Writer

WAITING = 2  # open requests for each place of the model, so that none stays empty


class OpenQuestions:
    """The open questions. What one phase of a run has asked, the next one gets the answer to."""

    def __init__(self, model: LanguageModel):
        self._model = model
        self._open: dict[Request, tuple[Writer, Asked]] = {}

    def __len__(self) -> int:
        return len(self._open)

    @property
    def places(self) -> int:
        """How many questions the model works on at a time."""
        return self._model.parallel

    def ask(self, writer: Writer, wanted: Sequence[Asked]) -> None:
        """Puts those of a writer's questions to the model that are not open."""
        for asked in wanted:
            if asked.request not in self._open:
                self._open[asked.request] = (writer, asked)
                self._model.submit(asked.request)

    def answer(self) -> tuple[Writer, FieldAnswered]:
        """Waits for an answer and hands it to its writer."""
        began = time.perf_counter()
        done = self._model.next_completion()
        seconds = time.perf_counter() - began
        writer, asked = self._open.pop(done.request)
        writer.receive(done, seconds)
        read, written = done.tokens_read, done.tokens_written
        return writer, FieldAnswered(writer.slot.index, asked.stage, asked.field.key, read, written, seconds)

    def drop(self, writer: Writer) -> None:
        """Cancels what a writer still has open."""
        for request in [request for request, (owner, _) in self._open.items() if owner is writer]:
            del self._open[request]
            self._model.cancel(request)

    def close(self) -> None:
        """Cancels everything: nothing of this run may answer the next one."""
        for request in self._open:
            self._model.cancel(request)
        self._open.clear()


def draft_all(writers: Sequence[Writer], others: Iterable[Writer], questions: OpenQuestions) -> Iterator[Event]:
    """Stage one of the writers, each beside nobody: their `draft` is set at the end. Gives what happens.

    Where places of the model would stay empty, the drafts of `others` are begun; what is open of them stays so.
    """
    starting, filling = deque(writers), iter(others)
    unfinished = {writer.slot.index for writer in writers}
    while unfinished:
        while starting and len(questions) < WAITING * questions.places:
            questions.ask(starting[0], starting[0].wanted_draft())
            starting.popleft()
        while not starting and len(questions) < questions.places:
            if (other := next(filling, None)) is None:
                break
            questions.ask(other, other.wanted_draft())
        writer, event = questions.answer()
        yield event
        questions.ask(writer, writer.wanted_draft())
        if writer.draft is not None:
            unfinished.discard(writer.slot.index)
            yield StageDone(writer.slot.index, "identity")


def write_all(writers: Iterable[Writer], questions: OpenQuestions, prior: PriorTexts) -> Iterator[Event | Writer]:
    """Keeps the model's places filled; gives each writer, in order, when its outcome is final, and what happens.

    An outcome is final once no person before is open: the caller adds to `prior` what it keeps, and the next
    writer is worked out again beside that.
    """
    waiting, flight = iter(writers), deque[Writer]()
    while True:
        while not flight or len(questions) < WAITING * questions.places:
            if (writer := next(waiting, None)) is None:
                break
            flight.append(writer)
            questions.ask(writer, writer.wanted(prior))
        if not flight:
            return
        if flight[0].outcome is not None:
            writer = flight.popleft()
            questions.drop(writer)  # attempts that are not needed after all
            yield StageDone(writer.slot.index, "profile")
            yield writer
            if flight:
                questions.ask(flight[0], flight[0].wanted(prior))
            continue
        writer, event = questions.answer()
        yield event
        reached = writer.reached
        questions.ask(writer, writer.wanted(prior))
        if writer.reached != reached:
            yield StageDone(writer.slot.index, reached)
