"""The decoder on a stand-in for llama.cpp whose logits are a hash of what a row can see.

A share, a position or a mask that is wrong by one token changes an answer or trips the stand-in, which also keeps
account of every cell. What llama.cpp itself does with the calls is tested in tests/integration/test_decoder_small.py.
"""

import gc
import importlib.util
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from support.random_llama import CHAT, RandomLlama, a_decoder, tokenize
from support.schemas import MOST_TOKENS, conforms, random_schema

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Pattern, Schema
from boses_engine.language.llama import constraint
from boses_engine.language.llama import decoder as decoding
from boses_engine.language.llama.binding import N_BATCH
from boses_engine.language.llama.cache import SCRATCH, Cache, Housekeeping
from boses_engine.language.llama.constraint import Follower
from boses_engine.language.llama.decoder import STEP_ROWS, Decoder
from boses_engine.language.port import Completion, Request, Sampling

HOUSEKEEPING = get_args(Housekeeping)
FORMS = (
    Pattern("[a-f ]{12,18}"),
    Pattern("She (?:keeps|sells) [a-f]{2,9}[.]"),
    Pattern("(?:yes|no)"),
    Schema.of({"enum": ["phở bò", "phở gà", 3]}),
    Schema.of(
        {
            "type": "object",
            "properties": {"age": {"type": "integer", "minimum": 18, "maximum": 75}, "tên": {"enum": ["Ánh", "Đức"]}},
            "required": ["age", "tên"],
            "additionalProperties": False,
        }
    ),
    None,
)


def a_request(number: int = 0, **changes: Any) -> Request:
    """One of a family: a group's text, a person's for four requests, what is written already for every other."""
    life = (f" Life {number // 4}.",) if number % 2 else ()
    request = Request(
        key=str(number),
        path=("A group's text.", f"Person {number // 4}.", *life),
        ask=f"Question {number % 4}?",
        constraint=FORMS[number % len(FORMS)],
        seed=number,
        max_tokens=40,
    )
    return replace(request, **changes)


def answers(decoder: Decoder, requests: Iterable[Request]) -> dict[str, Completion]:
    """All answers by key, asked for together."""
    count = 0
    for request in requests:
        decoder.submit(request)
        count += 1
    found = [decoder.next_completion() for _ in range(count)]
    assert len({done.request.key for done in found}) == count
    with pytest.raises(LookupError):
        decoder.next_completion()
    return {done.request.key: done for done in found}


def told(found: dict[str, Completion]) -> dict[str, tuple[Any, ...]]:
    """What may not depend on anything but the request."""
    return {
        key: (done.text, done.value, done.finish_reason, done.tokens_written, done.tokens_forced, done.least_allowed)
        for key, done in found.items()
    }


def alone(*requests: Request) -> dict[str, tuple[Any, ...]]:
    """The same of requests asked one after another, each of a new decoder."""
    return told({request.key: answers(a_decoder(1)[0], [request])[request.key] for request in requests})


def balance(decoder: Decoder, llama: RandomLlama) -> None:
    """Nothing is open: every sequence id is free or a segment's, and the account of cells is the library's."""
    cache = decoder._cache
    held = [node.sequence for node in cache._nodes.values()]
    assert sorted(cache._ids + held) == list(range(SCRATCH + 1, llama.sequences))
    assert cache.taken == llama.used
    assert not llama._held[SCRATCH]
    assert all(node.ready for node in cache._nodes.values())


# Exact constraints


@pytest.mark.slow
def test_two_hundred_random_schemas() -> None:
    """Catches a mask applied to another answer's row, a forced token lost or doubled, and text that is no JSON."""
    rng = np.random.default_rng(7)
    schemas = {str(number): random_schema(rng) for number in range(200)}
    decoder, llama = a_decoder(8, cells=8192)
    found = answers(
        decoder,
        (a_request(int(key), constraint=Schema.of(schema), max_tokens=MOST_TOKENS) for key, schema in schemas.items()),
    )
    for key, done in found.items():
        assert done.finish_reason == "stop", done.text
        assert conforms(done.value, schemas[key]), (done.text, schemas[key])
    if importlib.util.find_spec("jsonschema"):
        import jsonschema

        for key, done in found.items():
            jsonschema.validate(done.value, schemas[key])
    assert len({done.text for done in found.values()}) > 150
    balance(decoder, llama)


def test_the_check_of_values_can_fail() -> None:
    """The test above would notice a value of another schema."""
    rng = np.random.default_rng(7)
    schemas = [random_schema(rng) for _ in range(40)]
    found = answers(
        a_decoder(8, cells=8192)[0],
        (a_request(i, constraint=Schema.of(schema), max_tokens=MOST_TOKENS) for i, schema in enumerate(schemas)),
    )
    assert not any(conforms(found[str(i)].value, schemas[i - 1]) for i in range(1, 40) if schemas[i - 1]["required"])


def test_words_to_avoid_are_left_to_fixed_parts() -> None:
    """Spelt out in bytes the word may still come: the model is kept from what its vocabulary holds whole."""
    either = Pattern("A blue door(?: blue| green){6}")
    blue = {token for word in (" blue", "blue", " Blue", "Blue") for token in tokenize(word.encode())}
    said = []
    for avoid in ((), ("blue",)):
        decoder, llama = a_decoder(4)
        found = answers(decoder, (a_request(i, constraint=either, avoid=avoid) for i in range(6)))
        assert all(done.text.startswith("A blue door") for done in found.values())
        said.append(sum(row.token in blue for step in llama.passes for row in step))
    assert said[0] > 12
    assert said[1] == 6  # of the fixed part


def test_a_pattern_keeps_its_blanks() -> None:
    """The whole answer matches, a blank at either end too; text without a form is stripped."""
    done = answers(a_decoder(1)[0], [a_request(constraint=Pattern(" [ab]{3} "))])["0"]
    assert done.text == f" {done.text.strip()} "
    assert done.value == done.text


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_fully_forced_answers(limit: int) -> None:
    """They need no pass of the model; one that is longer than the limit is cut off, not passed as whole."""
    decoder, llama = a_decoder(2)
    done = answers(decoder, [a_request(constraint=Pattern("abc"), max_tokens=limit)])["0"]
    assert not llama.passes
    assert (done.tokens_read, done.first_token_s) == (0, 0.0)
    assert done.tokens_written == done.tokens_forced == min(limit, 3)
    assert (done.text, done.value) == ("abc"[:limit], "abc" if limit >= 3 else None)
    assert done.finish_reason == ("stop" if limit >= 3 else "length")
    balance(decoder, llama)
    assert told(answers(decoder, [a_request()])) == alone(a_request())  # the path was not taken for read


def test_forced_tokens_beyond_the_limit_are_cut() -> None:
    done = answers(a_decoder(1)[0], [a_request(constraint=Pattern("[ab]ccccc[ab]"), max_tokens=4)])["0"]
    assert (done.finish_reason, done.value) == ("length", None)
    assert done.text[1:] == "ccc"
    assert (done.tokens_written, done.tokens_forced) == (4, 3)


def test_one_token() -> None:
    whole, cut, free = answers(
        a_decoder(2)[0],
        [
            a_request(0, constraint=Pattern("[ab]"), max_tokens=1),
            a_request(1, constraint=Pattern("[ab][ab]"), max_tokens=1),
            a_request(2, constraint=None, max_tokens=1),
        ],
    ).values()
    found = {done.request.key: done for done in (whole, cut, free)}
    assert (found["0"].finish_reason, found["1"].finish_reason) == ("stop", "length")
    assert found["0"].value in ("a", "b")
    assert found["1"].text in ("a", "b")
    assert found["2"].tokens_written <= 1


def test_the_best_token_at_temperature_nought() -> None:
    greedy = a_request(constraint=None, sampling=Sampling(temperature=0.0))
    texts_ = {answers(a_decoder(1)[0], [replace(greedy, seed=seed)])["0"].text for seed in range(3)}
    assert len(texts_) == 1


# Places


def test_a_finished_request_frees_its_place_at_once() -> None:
    """Catches a batch that waits for its longest answer: the next is read in the very next pass, beside the others."""
    decoder, llama = a_decoder(2)
    long, short = Pattern("[ab]{30}"), Pattern("[ab]{2}")
    requests = [
        a_request(number, path=("Group.", f"Person {name}."), constraint=form)
        for number, (name, form) in enumerate((("A", long), ("B", short), ("C", short), ("D", short)))
    ]
    for request in requests:
        decoder.submit(request)
    freed: list[tuple[str, int]] = []  # who is next, and in which pass
    for key, then in (("1", "C"), ("2", "D")):
        assert decoder.next_completion().request.key == key
        assert not any(row.token == ord(then) for one in llama.passes for row in one)
        freed.append((then, len(llama.passes)))
    assert {decoder.next_completion().request.key for _ in range(2)} == {"0", "3"}
    for then, at in freed:
        step = llama.passes[at]
        assert f"Person {then}.".encode() in bytes(row.token for row in step if row.token < 256)
        assert any(row.wanted for row in step), "the long answer stood still"
    balance(decoder, llama)


@pytest.mark.parametrize("parallel", [1, 3])
def test_the_lowest_priority_is_begun_first(parallel: int) -> None:
    """And the oldest of those. Catches a queue whose order a cancelled request or a later one upsets."""
    decoder, llama = a_decoder(parallel)
    priorities = [3, 1, 2, 1, 3, 0, 2, 0]
    requests = [
        a_request(number, path=("Group.", chr(ord("A") + number)), priority=priority)
        for number, priority in enumerate(priorities)
    ]
    for request in requests:
        decoder.submit(request)
    decoder.cancel(requests[5])
    answers_left(decoder)
    begun = [row.token for one in llama.passes for row in one if row.position == len(tokenize(b"Group.")) + 2]
    letters = [chr(token) for token in begun if ord("A") <= token <= ord("H")]
    assert letters == list("HBDCGAE")


def answers_left(decoder: Decoder) -> dict[str, Completion]:
    """The answers of all that is open."""
    found: dict[str, Completion] = {}
    while True:
        try:
            done = decoder.next_completion()
        except LookupError:
            return found
        assert done.request.key not in found, "answered twice"
        found[done.request.key] = done


def state(decoder: Decoder, request: Request) -> str:
    """Where an open request stands."""
    if any(entry[2] == request for entry in decoder._queue):
        return "queued"
    if any(done.request == request for _, done in decoder._done):
        return "finished"
    (answer,) = [answer for answer in decoder._open if answer.request == request]
    return "being read" if answer.sequence is None else "half written"


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
@pytest.mark.parametrize("which", ["queued", "being read", "half written", "finished"])
def test_a_cancelled_request_leaves_the_others_untouched(which: str, housekeeping: Housekeeping) -> None:
    """Catches cells freed that others share, a place or sequence that is lost, and an answer to nobody."""
    decoder, llama = a_decoder(4, housekeeping=housekeeping)
    long = "A long segment. " * 100
    form, short = Pattern("[ab]{35}"), Pattern("[ab]{2}")
    requests = [
        a_request(0, constraint=short),
        a_request(1, path=a_request(0).path, constraint=short),
        a_request(2, constraint=form),
        a_request(3, path=("A group's text.", "Person 0.", long), constraint=form),
        a_request(4, constraint=form),
        a_request(5, constraint=form),
    ]
    expected = alone(*requests)
    for request in requests:
        decoder.submit(request)
    first = decoder.next_completion()
    states = {state(decoder, request): request for request in requests if request != first.request}
    assert set(states) == {"queued", "being read", "half written", "finished"}
    cancelled = states[which]
    decoder.cancel(cancelled)
    decoder.cancel(cancelled)  # no longer open: no error
    found = {first.request.key: first} | answers_left(decoder)
    assert told(found) == {key: one for key, one in expected.items() if key != cancelled.key}
    balance(decoder, llama)
    again = answers(decoder, requests)  # with what the cancelled one has left in the cache
    assert told(again) == expected
    balance(decoder, llama)


def test_all_cancelled() -> None:
    decoder, llama = a_decoder(3)
    requests = [a_request(number) for number in range(8)]
    for request in requests:
        decoder.submit(request)
    decoder.next_completion()
    for request in requests:
        decoder.cancel(request)
    with pytest.raises(LookupError):
        decoder.next_completion()
    balance(decoder, llama)
    decoder.close()
    assert llama.closed
    decoder.close()


@pytest.mark.slow
@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
def test_hundreds_of_requests_through_eight_places(housekeeping: Housekeeping, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches anything that grows: segments, sequences, cells, remembered texts and forms, finished answers."""
    monkeypatch.setattr(decoding, "_REMEMBERED", 60)
    monkeypatch.setattr(constraint, "_KEPT", 20)
    decoder, llama = a_decoder(8, cells=1500, housekeeping=housekeeping)
    sizes: list[int] = []
    ours = tracemalloc.Filter(True, "*/boses_engine/*")
    tracemalloc.start()
    try:
        for start in range(0, 680, 40):
            requests = [
                a_request(
                    number,
                    constraint=Pattern(f"{number} [ab]{{2,5}}"),
                    max_tokens=9,
                    avoid=(f"w{number}",),
                )
                for number in range(start, start + 40)
            ]
            assert all(done.finish_reason == "stop" for done in answers(decoder, requests).values())
            balance(decoder, llama)
            llama.passes.clear()
            if start in (320, 640):
                gc.collect()
                traces = tracemalloc.take_snapshot().filter_traces([ours]).traces
                sizes.append(sum(trace.size for trace in traces))
            assert len(decoder._cache._nodes) < 24 + 8
            assert not decoder._open
    finally:
        tracemalloc.stop()
    assert sizes[1] - sizes[0] < 320 * 50, sizes  # bytes: much less than a request has


# The same answers whatever is beside them


@pytest.mark.slow
def test_the_same_answers_for_any_number_of_places_and_any_order() -> None:
    """Catches a share one token too long or short, random numbers drawn across requests, and rows mixed up.

    The context is so small that it is swept again and again.
    """
    requests = [a_request(number) for number in range(36)]
    expected = alone(*requests)
    assert len(set(map(repr, expected.values()))) > 25
    rng = np.random.default_rng(3)
    for housekeeping in HOUSEKEEPING:
        for parallel in (1, 3, 8, 16):
            order = [requests[i] for i in rng.permutation(len(requests))]
            mixed = [replace(request, priority=int(rng.integers(4))) for request in order]
            decoder, llama = a_decoder(parallel, cells=600, housekeeping=housekeeping)
            assert told(answers(decoder, mixed)) == expected, (housekeeping, parallel)
            assert told(answers(decoder, reversed(order))) == expected, (housekeeping, parallel)
            balance(decoder, llama)
            assert max(map(len, llama.passes)) <= (STEP_ROWS if housekeeping == "keep" else N_BATCH)
            if housekeeping == "keep":  # one row alone takes another way through the attention of llama.cpp
                assert min(map(len, llama.passes)) >= 2


def test_alone_every_segment_is_a_pass_of_its_own() -> None:
    """However a prompt comes to be in the cache, it has been read in the same pieces and lies in the same cells."""
    requests = [a_request(number) for number in range(12)]
    decoder, llama = a_decoder(1, housekeeping="recycle", alone=True)
    assert told(answers(decoder, reversed(requests))) == alone(*requests)
    for step in llama.passes:
        assert len({row.sequence for row in step}) == 1
    lengths = {len(decoder._ask(request)) for request in requests}
    for request in requests:
        lengths |= {len(segment) for segment in decoder._path(request)}
    reads = {len(step) for step in llama.passes if len(step) > 9 and not any(row.wanted for row in step)}
    assert reads <= lengths
    balance(decoder, llama)


# What is shared is read once


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
def test_shared_segments_are_read_once(housekeeping: Housekeeping) -> None:
    """Catches a cache that is never used, or dropped while others wait for it, and a count that says otherwise."""
    decoder, llama = a_decoder(8, housekeeping=housekeeping)
    requests = [a_request(number) for number in range(24)]
    found = answers(decoder, requests)
    paths = {path[: i + 1] for path in map(decoder._path, requests) for i in range(len(path))}
    segments = sum(len(path[-1]) for path in paths)
    questions = sum(len(decoder._ask(request)) for request in requests)
    assert decoder.work.read == segments + questions
    assert sum(done.tokens_read for done in found.values()) == decoder.work.read
    assert decoder.work.sampled + decoder.work.forced + decoder.work.read == sum(
        row.sequence != SCRATCH for step in llama.passes for row in step
    )
    again = answers(decoder, requests[:4])  # nothing was open in between: the segments are there still
    assert sum(done.tokens_read for done in again.values()) == sum(len(decoder._ask(r)) for r in requests[:4])


def test_a_sweep_keeps_the_text_of_the_group() -> None:
    """Catches a cache that is never emptied, or with it the one text that all requests share."""
    decoder, llama = a_decoder(4, cells=500)
    requests = [a_request(number) for number in range(60)]
    group = "What the group shares. " * 8
    answers(decoder, (replace(request, path=(group, *request.path[1:])) for request in requests))
    assert llama.decoded > 3 * llama.cells
    assert len(roots(llama)) == 1
    other = [replace(request, path=("Another group. " * 8, *request.path[1:])) for request in requests]
    assert told(answers(decoder, other)) == alone(*other)
    assert len(roots(llama)) <= 3  # read once more after the sweep that put it at the beginning
    balance(decoder, llama)


def roots(llama: RandomLlama) -> list[int]:
    """The passes in which a prompt was read from its first token."""
    firsts = ((number, row) for number, step in enumerate(llama.passes) for row in step if row.sequence != SCRATCH)
    return [number for number, row in firsts if row.position == 0]


def test_two_groups_that_are_begun_in_one_pass() -> None:
    """Only the first of them lies at the cache's beginning. Catches a sweep that keeps the other, with free cells
    before it: what is read next would stand before what it follows, where llama.cpp adds up in another order.
    """
    decoder, llama = a_decoder(4, cells=300)
    requests = [a_request(number, path=(f"Group {number % 2}.", f"Person {number}.")) for number in range(4)]
    later = [a_request(number, path=("Group 1.", f"Person {number}.")) for number in range(4, 30)]
    assert told(answers(decoder, requests)) == alone(*requests)
    assert roots(llama)[:2] == [0, 0]
    assert told(answers(decoder, later)) == alone(*later)
    assert llama.decoded > 2 * llama.cells
    balance(decoder, llama)


def test_a_group_whose_reading_was_cut_short() -> None:
    """Cancelled half read, with another's text behind it: read on, its cells would not be in order after a sweep."""
    decoder, llama = a_decoder(2, cells=700)
    long = "A very long text of a group. " * 8
    first = a_request(0, path=(long, "Person."), constraint=Pattern("[ab]{9}"))
    short = a_request(1, path=("Short.",), constraint=Pattern("[ab]"))
    decoder.submit(short)
    decoder.submit(first)
    assert decoder.next_completion().request == short
    assert state(decoder, first) == "being read"
    decoder.cancel(first)
    later = [a_request(number, path=(long, f"Person {number}.")) for number in range(2, 40)]
    assert told(answers(decoder, later)) == alone(*later)
    assert llama.decoded > 2 * llama.cells
    balance(decoder, llama)


def test_a_pass_without_room_for_the_next_segment() -> None:
    """Forced runs fill the pass: a segment that gets no row yet must not be given its beginning twice."""
    decoder, llama = a_decoder(16, segments=40)
    form = Pattern("(?:[ab]cccccccccccc){3}")
    requests = [a_request(number, constraint=form, path=("Group.", f"Person {number}.")) for number in range(48)]
    assert told(answers(decoder, requests)) == alone(*requests)
    assert sum(len(step) == STEP_ROWS for step in llama.passes) > 10
    balance(decoder, llama)


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
def test_fewer_sequences_than_segments(housekeeping: Housekeeping) -> None:
    """Catches a sequence promised to a segment that an answer which is being read will need to branch off."""
    decoder, llama = a_decoder(4, segments=5, housekeeping=housekeeping)
    requests = [a_request(n, path=("Group.", f"Person {n}.", f" Life {n}.")) for n in range(16)]
    assert told(answers(decoder, requests)) == alone(*requests)
    balance(decoder, llama)
    many = a_request(99, path=("Group.", *"abcdef"))
    with pytest.raises(ModelError, match="99: the prompt has 7 segments, there is room for 6"):
        decoder.submit(many)
    just = replace(many, path=many.path[:6])
    assert told(answers(decoder, [just])) == alone(just)


def test_segments_without_text() -> None:
    """A person without a text: what follows must wait for what stands before, all the same."""
    paths = [("Group.", "", "Person."), ("Group.", "Person.", ""), ("Group.", "", "", "Person."), ("Group.", "Person.")]
    found = alone(*(a_request(path=path, key=str(i)) for i, path in enumerate(paths)))
    assert len(set(map(repr, found.values()))) == 1
    together = answers(a_decoder(4)[0], (a_request(path=path, key=str(i)) for i, path in enumerate(paths)))
    assert told(together) == found


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
def test_segments_longer_than_a_pass(housekeeping: Housekeeping) -> None:
    """llama.cpp aborts the process for more than a batch at once; and the second part must land behind the first."""
    decoder, llama = a_decoder(3, housekeeping=housekeeping)
    long = "Small things one can see. " * 25
    requests = [
        a_request(0),
        a_request(1, path=(long, "Person.")),
        a_request(2, path=(long, long)),
        a_request(3, ask=long),
    ]
    assert len(long) > N_BATCH
    assert told(answers(decoder, requests)) == alone(*requests)
    assert max(map(len, llama.passes)) == (STEP_ROWS if housekeeping == "keep" else N_BATCH)


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
@pytest.mark.parametrize("parallel", [1, 4])
def test_a_prompt_that_just_fits(parallel: int, housekeeping: Housekeeping) -> None:
    """The message has both numbers; the refused request is not open, and nothing of the context is lost."""
    decoder, llama = a_decoder(parallel, cells=200, housekeeping=housekeeping)
    most = 25
    bare = a_request(path=("G", "P"), ask="", constraint=Pattern("[ab]{25,30}"), max_tokens=most)
    room = 200 - most - sum(map(len, decoder._path(bare))) - len(decoder._ask(bare))
    just = replace(bare, ask="x" * room)
    beside = [a_request(number) for number in range(1, 9)]
    expected = alone(*beside)
    for _ in range(2):
        found = answers(decoder, [beside[0], just, *beside[1:]])
        assert found["0"].tokens_written == most
        assert {key: one for key, one in told(found).items() if key != "0"} == expected
        with pytest.raises(
            ModelError, match=r"^0: the prompt has 176 tokens, there is room for 175 \(the context has 200, 25 are"
        ):
            decoder.submit(replace(bare, ask="x" * (room + 1)))
        with pytest.raises(ModelError, match="has 175 tokens, there is room for 0 "):
            decoder.submit(replace(just, max_tokens=300))
    balance(decoder, llama)


def test_the_least_recently_used_segment_goes_first() -> None:
    """Catches the segments dropped that were needed a moment ago, while ones nobody will ask for again stay."""
    llama = RandomLlama(400, 6)
    cache = Cache(llama, 400, 6, "recycle")
    root, a, b, c = ((1,),), ((1,), (2,)), ((1,), (3,)), ((1,), (4,))
    for path in (root, a, b, a):
        node = cache.hold(path)
        node.read = len(node.tokens)
        cache.release(node)
    assert cache.fits(c, 5, 0, 0)
    assert [path in cache._nodes for path in (root, a, b)] == [True, True, False]


def test_when_cells_are_kept_nothing_is_dropped_for_them() -> None:
    """Dropping a segment then frees no cell: it would only have to be read again."""
    llama = RandomLlama(400, 9)
    cache = Cache(llama, 100, 9, "keep")
    for path in (((1,),), ((1,), (2,))):
        node = cache.hold(path)
        node.read = len(node.tokens)
        cache.release(node)
    cache.taken = 2
    assert not cache.fits(((3,),), 98, 0, 0)
    assert len(cache._nodes) == 2
    assert cache.fits(((3,),), 97, 0, 0)


# When something goes wrong


@pytest.mark.parametrize("housekeeping", HOUSEKEEPING)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", [0, 1, 4, 11])
@pytest.mark.parametrize("error", [ModelError("no memory"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_pass_that_fails(error: BaseException, at: int, late: bool, housekeeping: Housekeeping) -> None:
    """Catches an account of cells that no longer holds, tokens taken for decoded, and answers lost or given twice."""
    decoder, llama = a_decoder(3, housekeeping=housekeeping)
    requests = [a_request(number) for number in range(9)]
    llama.error, llama.fails_at, llama.fails_late = error, at, late
    for request in requests:
        decoder.submit(request)
    found: list[Completion] = []
    failed = 0
    while len(found) < len(requests):
        try:
            found.append(decoder.next_completion())
        except type(error):
            failed += 1
    assert failed == 1
    assert Counter(done.request.key for done in found) == Counter(request.key for request in requests)
    assert told({done.request.key: done for done in found}) == alone(*requests)
    balance(decoder, llama)


@pytest.mark.parametrize("where", ["draw", "allowed", "_finish", "_free", "hold", "branch", "read_on", "finish"])
@pytest.mark.parametrize("turn", [1, 4])
def test_an_interrupt_anywhere(where: str, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes between any two steps of the interpreter; nothing may be lost, or answered twice."""
    from boses_engine.language.llama import decoder as module

    decoder, llama = a_decoder(3)
    holder: Any = {"draw": module, "allowed": Follower, "_finish": Decoder, "_free": Decoder}.get(where, Cache)
    real: Callable[..., Any] = getattr(holder, where)
    calls = 0

    def interrupted(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == turn:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(holder, where, interrupted)
    requests = [a_request(number) for number in range(9)]
    for request in requests:
        decoder.submit(request)
    keys: list[str] = []
    while calls < turn:
        try:
            keys.append(decoder.next_completion().request.key)
        except KeyboardInterrupt:
            break
    else:
        pytest.fail("nothing was interrupted")
    found = answers_left(decoder)
    assert sorted([*keys, *found]) == [request.key for request in requests]
    expected = alone(*requests)
    assert told(found) == {key: expected[key] for key in found}
    balance(decoder, llama)


def test_a_form_that_fails_on_the_way_ends_its_own_answer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grammar may grow too complex to be followed. Catches its empty mask taken for the end of the text."""
    decoder, llama = a_decoder(3)
    requests = [a_request(number) for number in range(6)]
    real = Follower.take
    calls = 0

    def too_complex(self: Follower, token: int) -> None:
        nonlocal calls
        calls += 1
        real(self, token if calls != 3 else 254)  # a byte that none of the forms permits

    monkeypatch.setattr(Follower, "take", too_complex)
    for request in requests:
        decoder.submit(request)
    with pytest.raises(ModelError, match=r"^\d: the answer's form cannot be followed: ") as caught:
        answers_left(decoder)
    failed = str(caught.value)[0]
    found = answers_left(decoder)
    assert failed not in found
    expected = alone(*requests)
    assert told(found) == {key: expected[key] for key in found}
    assert len(found) >= 3
    balance(decoder, llama)


def test_a_model_that_gives_no_numbers() -> None:
    """A damaged file whose weights are NaN: an error that says so, and no token drawn from nothing."""
    decoder, llama = a_decoder(1)
    llama._random = lambda row: np.full(llama.n_vocab, np.nan, dtype=np.float32)  # type: ignore[method-assign]
    decoder.submit(a_request())
    with pytest.raises(ModelError, match="0: the model gives no numbers"):
        decoder.next_completion()
    with pytest.raises(LookupError):
        decoder.next_completion()


def test_nothing_open_is_no_reason_to_forget() -> None:
    decoder, _ = a_decoder(1)
    first = answers(decoder, [a_request(0)])["0"]  # its end is a LookupError
    second = answers(decoder, [a_request(1, path=a_request(0).path)])["1"]
    assert second.tokens_read == len(decoder._ask(a_request(1))) < first.tokens_read


def test_markup_in_a_text_stays_text() -> None:
    """Catches an occupation that ends the user's turn."""
    decoder, llama = a_decoder(1)
    answers(decoder, [a_request(path=("<turn>", "<turn>"), ask="<turn>")])
    turns = sum(row.token == 256 for step in llama.passes for row in step if row.sequence != SCRATCH)
    assert turns == (CHAT.before + CHAT.between + CHAT.after).count("<turn>")
