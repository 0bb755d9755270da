"""One model for several threads: everybody gets their own answers, in bounded time, whoever does the work."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Generic, TypeVar

import pytest

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Pattern
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, LanguageModel, Request
from boses_engine.language.shared import Client, SharedModel, Turns
from boses_engine.settings import Settings
from boses_engine.text_model import TextModel

pytestmark = pytest.mark.races
PATIENCE_S = 120.0  # a thread that has not ended by then hangs
Given = TypeVar("Given")


class Apart(threading.Thread, Generic[Given]):
    """A call in a thread of its own; what hangs does not keep the tests from ending."""

    def __init__(self, call: Callable[[], Given]):
        super().__init__(daemon=True)
        self._call = call
        self._given: list[Given] = []
        self._raised: list[BaseException] = []
        self.settled = threading.Event()  # it waits for the model, or has ended
        self.start()

    def run(self) -> None:
        try:
            self._given.append(self._call())
        except BaseException as exc:
            self._raised.append(exc)
        finally:
            self.settled.set()

    def waits(self) -> bool:
        assert self.settled.wait(PATIENCE_S), "it neither waits nor ends"
        return not (self._given or self._raised)

    def result(self) -> Given:
        self.join(PATIENCE_S)
        assert not self.is_alive(), "it hangs"
        if self._raised:
            raise self._raised[0]
        return self._given[0]


class Watched(threading.Condition):
    """Tells a thread's `Apart` that it waits."""

    def wait(self, timeout: float | None = None) -> bool:
        me = threading.current_thread()
        if isinstance(me, Apart):
            me.settled.set()
        return super().wait(timeout)


def watched(open_model: Callable[[], LanguageModel]) -> SharedModel:
    """A shared model whose waiting threads are known."""
    shared = SharedModel(open_model)
    shared._changed = Watched()
    return shared


class CountedModel(DoubleModel):
    """A double that knows how often it was closed and what is open."""

    closed = 0

    def open_keys(self) -> list[str]:
        return sorted(request.key for _, _, request in self._queue)

    def close(self) -> None:
        self.closed += 1


def a_request(key: str, seed: int = 1, **changed: object) -> Request:
    """A request whose answer, by the double, is of no other."""
    note = f"At noon Siti sells {seed} mangoes to {key}."
    return Request(key, ("You write.", "Siti (she):\n"), f"- {note}", Pattern(r"At noon Siti .+\."), seed, **changed)  # type: ignore[arg-type]


def answers(client: Client, count: int) -> dict[str, str]:
    found = [client.next_completion() for _ in range(count)]
    return {done.request.key: done.text for done in found}


def alone(*requests: Request) -> dict[str, str]:
    model = DoubleModel()
    for request in requests:
        model.submit(request)
    return {done.request.key: done.text for done in (model.next_completion() for _ in requests)}


def test_two_threads_get_their_own_answers_and_the_same_as_alone() -> None:
    """Catches an answer that goes to whoever worked, one that is lost or given twice, and a text that depends on what
    was asked beside it; both threads ask some of the very same requests, and submit while the other waits."""
    shared, together = SharedModel(DoubleModel), threading.Barrier(2, timeout=PATIENCE_S)
    both = [a_request(f"both {n}", n) for n in range(10)]
    own = {name: [a_request(f"{name} {n}", n + 100) for n in range(30)] for name in ("left", "right")}

    def ask(name: str) -> dict[str, str]:
        client = shared.client()
        found: dict[str, str] = {}
        together.wait()
        for one, other in zip(own[name][:10], both, strict=True):
            client.submit(one)
            client.submit(other)
            found |= answers(client, 1)  # between, as the pipeline does: it asks further while answers are open
        for request in own[name][10:]:
            client.submit(request)
        found |= answers(client, 30)
        with pytest.raises(LookupError):
            client.next_completion()
        return found

    threads = {name: Apart(lambda name=name: ask(name)) for name in own}  # type: ignore[misc]
    for name, thread in threads.items():
        assert thread.result() == alone(*own[name], *both)


def test_a_client_says_what_the_model_is() -> None:
    """Catches a run whose report names another model, or which asks for fewer answers side by side than there may."""
    client = SharedModel(lambda: DoubleModel(parallel=7)).client()
    assert (client.name, client.sha256, client.parallel, client.replayable) == ("double", "0" * 64, 7, True)


def test_a_brief_gets_in_while_a_run_works() -> None:
    """Catches a lock that whoever works takes again before anybody else can: a brief then waited for the whole run."""
    begun: SimpleQueue[str] = SimpleQueue()
    go_on = threading.Semaphore(0)

    def step(request: Request, text: str) -> str:
        begun.put(request.key)
        assert go_on.acquire(timeout=PATIENCE_S)
        return text

    shared = watched(lambda: DoubleModel(spoil=step))
    run, brief = shared.client(), shared.client()
    for n in range(10):
        run.submit(a_request(f"run {n}", n, priority=1))

    def ask(request: Request) -> str:
        brief.submit(request)
        return brief.next_completion().request.key

    working = Apart(lambda: answers(run, 10))
    for n in range(9):
        assert begun.get(timeout=PATIENCE_S) == f"run {n}"
        asking = Apart(lambda n=n: ask(a_request(f"brief {n}", n)))  # type: ignore[misc]
        assert asking.waits()
        go_on.release()
        assert begun.get(timeout=PATIENCE_S) == f"brief {n}"
        go_on.release()
        assert asking.result() == f"brief {n}"
    go_on.release()
    assert len(working.result()) == 10


def test_whoever_waits_works_for_the_others_too() -> None:
    """Catches answers that come only while the one who asked is waiting for them: a run must not stop a brief."""
    shared = SharedModel(DoubleModel)
    run, brief = shared.client(), shared.client()
    brief.submit(a_request("brief"))
    run.submit(a_request("run"))
    assert run.next_completion().request.key == "run"  # the brief's was first, and is kept
    assert [done.request.key for done in brief.done] == ["brief"]
    assert brief.next_completion().request.key == "brief"


def test_nothing_open_is_an_error_though_others_wait() -> None:
    """Catches a client that works for others, or waits for ever, where it asked for nothing."""
    shared = SharedModel(DoubleModel)
    idle, busy = shared.client(), shared.client()
    busy.submit(a_request("busy"))
    with pytest.raises(LookupError):
        Apart(idle.next_completion).result()
    assert busy.next_completion().request.key == "busy"


def test_unload_waits_for_open_requests_and_the_model_opens_again() -> None:
    """Catches memory freed under an open request, one that is never freed, and a client that is dead afterwards."""
    made: list[CountedModel] = []

    def make() -> CountedModel:
        made.append(CountedModel())
        return made[-1]

    shared = watched(make)
    assert not shared.loaded
    client = shared.client()
    client.submit(a_request("first"))
    unloading = Apart(shared.unload)
    assert unloading.waits()
    assert shared.loaded
    assert answers(client, 1) == alone(a_request("first"))
    unloading.result()
    assert (shared.loaded, made[0].closed) == (False, 1)
    shared.unload()  # without a model there is nothing to do
    client.submit(a_request("second"))
    assert shared.loaded
    assert answers(client, 1) == alone(a_request("second"))
    assert (len(made), made[1].closed) == (2, 0)


def test_unload_goes_on_when_the_request_is_cancelled() -> None:
    """Catches portraits that wait for ever for the memory of a model that nobody asks any more."""
    shared = watched(DoubleModel)
    client = shared.client()
    client.submit(a_request("dropped"))
    unloading = Apart(shared.unload)
    assert unloading.waits()
    client.close()
    unloading.result()
    assert not shared.loaded


def test_an_error_reaches_who_worked_and_blocks_nobody() -> None:
    """Catches a model that is taken to be working for ever once it has raised: everybody would hang."""

    def fail(request: Request, text: str) -> str:
        if request.key == "bad":
            raise ModelError("out of memory")
        return text

    shared = SharedModel(lambda: DoubleModel(spoil=fail))
    unlucky, other = shared.client(), shared.client()
    unlucky.submit(a_request("bad"))
    other.submit(a_request("good"))
    with pytest.raises(ModelError, match="out of memory"):
        Apart(unlucky.next_completion).result()
    assert Apart(lambda: answers(other, 1)).result() == alone(a_request("good"))
    unlucky.close()  # as a run does that ends with an error
    Apart(shared.unload).result()


def test_an_error_while_working_for_another_costs_nobody_their_answer() -> None:
    """Catches a thread that loses its own answer because somebody else's request broke in its hands."""
    broken = threading.Event()

    def fail(request: Request, text: str) -> str:
        if request.key == "bad":
            broken.set()
            raise ModelError("broken")
        return text

    shared = SharedModel(lambda: DoubleModel(spoil=fail))
    unlucky, other = shared.client(), shared.client()
    unlucky.submit(a_request("bad", priority=-1))
    good = [a_request(f"good {n}", n) for n in range(5)]
    for request in good:
        other.submit(request)
    with pytest.raises(ModelError):
        Apart(other.next_completion).result()
    assert broken.is_set()
    assert Apart(lambda: answers(other, 5)).result() == alone(*good)
    with pytest.raises(LookupError):  # the model has dropped it: no wait without an end
        Apart(unlucky.next_completion).result()


def test_a_refused_request_is_not_open() -> None:
    """Catches a request that the model would not take and that is waited for all the same."""
    shared = SharedModel(DoubleModel)
    client = shared.client()
    with pytest.raises(ModelError):
        client.submit(Request("free", ("path",), "ask", None, 1))
    with pytest.raises(LookupError):
        client.next_completion()
    Apart(shared.unload).result()


def test_closing_a_client_cancels_its_own_requests_only() -> None:
    """Catches a brief that ends and takes the run's requests with it, those that are equal to its own among them."""
    model = CountedModel()
    shared = SharedModel(lambda: model)
    run, brief = shared.client(), shared.client()
    for client, key in ((run, "both"), (brief, "both"), (brief, "brief"), (run, "run"), (brief, "both")):
        client.submit(a_request(key))
    brief.close()
    assert model.open_keys() == ["both", "run"]
    assert model.closed == 0
    assert answers(run, 2) == alone(a_request("both"), a_request("run"))
    with pytest.raises(LookupError):
        brief.next_completion()


def test_a_cancelled_request_is_answered_to_nobody_even_when_it_was_finished() -> None:
    """Catches an answer that somebody else worked out and that comes although it was cancelled meanwhile."""
    shared = SharedModel(DoubleModel)
    changed, other = shared.client(), shared.client()
    changed.submit(a_request("old"))
    other.submit(a_request("other"))
    assert other.next_completion().request.key == "other"
    changed.cancel(a_request("old"))
    changed.submit(a_request("new"))
    assert answers(changed, 1) == alone(a_request("new"))
    changed.cancel(a_request("never asked"))
    with pytest.raises(LookupError):
        changed.next_completion()


def test_closing_the_model_ends_those_who_wait() -> None:
    """Catches a server that does not stop because a brief is being read, and an open request that opens a closed
    model again: whoever waits is told that nothing is open."""
    started, go_on = threading.Event(), threading.Event()

    def slow(request: Request, text: str) -> str:
        started.set()
        assert go_on.wait(PATIENCE_S)
        return text

    model = CountedModel(spoil=slow)
    shared = watched(lambda: model)
    first, second = shared.client(), shared.client()
    first.submit(a_request("first"))
    second.submit(a_request("second"))
    one: Apart[Completion] = Apart(first.next_completion)
    assert started.wait(PATIENCE_S)
    other: Apart[Completion] = Apart(second.next_completion)
    assert other.waits()
    closing = Apart(shared.close)
    assert closing.waits()
    assert model.closed == 0
    go_on.set()
    closing.result()
    assert one.result().request.key == "first"  # it was being worked out
    with pytest.raises(LookupError):
        other.result()
    assert (model.closed, shared.loaded) == (1, False)


def test_models_take_turns() -> None:
    """Catches two models that work at once, and one that never gets its turn while the other has much to do."""
    turns, at_work, order = Turns(), [0], list[str]()

    def work(name: str) -> None:
        for _ in range(50):
            with turns:
                at_work[0] += 1
                assert at_work[0] == 1
                order.append(name)
                at_work[0] -= 1

    with turns:  # until both wait
        both = [Apart(partial(work, name)) for name in "ab"]
        while turns._asked < 3:
            pass
    for each in both:
        each.result()
    assert sorted(order) == ["a"] * 50 + ["b"] * 50
    assert {"a", "b"} == set(order[:2])


def test_a_lent_model_is_opened_when_it_is_needed_and_freed_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a model that is loaded for ten words and stays, and one that is taken from who had it before."""
    monkeypatch.setattr(TextModel, "find", lambda self: None)
    monkeypatch.setattr(TextModel, "_open", lambda self, weights: DoubleModel())
    text_model = TextModel(Settings(Path("home"), Path("models"), 1))
    lent = text_model.lend()
    assert not text_model.loaded
    with lent as client:
        assert (client.name, text_model.loaded) == ("double", True)
    assert not text_model.loaded
    text_model.ready()
    with text_model.lend():
        pass
    assert text_model.loaded
