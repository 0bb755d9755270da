"""The decoder on llama.cpp with the small test model: what the library does with the calls, and no quality of prose.

One thread, so that the tests may run beside others. That a sequence's cells and rows are right is tested without a
model in tests/unit/test_decoder.py.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from support.gaps import gap_pattern
from support.schemas import conforms, random_schema

from boses_engine.language.chat import ChatFormat
from boses_engine.language.constraint import Pattern, Schema
from boses_engine.language.llama import Decoder, Options, open_model
from boses_engine.language.llama.binding import ContextSize, Llama
from boses_engine.language.llama.cache import Cache
from boses_engine.language.llama.constraint import Grammars
from boses_engine.language.port import Completion, Request
from boses_engine.settings import Settings

pytestmark = pytest.mark.small_weights

SMALL = Settings.from_env().models / "smollm2-135m-instruct-q4_1.gguf"
GROUP = "You write short portraits of ordinary consumers. Plain, concrete English; short clauses; no praise."
PEOPLE = ("Siti is 23 and sells fruit in Bandung.", "Budi is 41 and drives a van.", "Ana, 30, fixes phones in Cebu.")
GAP = gap_pattern("Sunday")
FORMS = (rf"In the morning {GAP}\.", rf"At payday {GAP}, and then {GAP}\.")


def opened(parallel: int, path: Path = SMALL, **options: object) -> Decoder:
    if not SMALL.exists() and not os.environ.get("CI"):
        pytest.skip(f"no {SMALL}: `python -m boses_engine models pull smollm2-135m-instruct` fetches it")
    return open_model(path, Options(threads=1, parallel=parallel, **options), name="small", sha256="1" * 64)  # type: ignore[arg-type]


@pytest.fixture
def open_decoder() -> Iterator[Callable[..., Decoder]]:
    """Opens decoders and closes them, one after another: each takes some 200 MB."""
    made: list[Decoder] = []

    def fresh(parallel: int, **options: object) -> Decoder:
        while made:
            made.pop().close()
        made.append(opened(parallel, **options))  # type: ignore[arg-type]
        return made[-1]

    yield fresh
    while made:
        made.pop().close()


def test_a_model_goes_on_beside_pytorch_in_bfloat16() -> None:
    """Both use the tile registers of processors with AMX; in one thread the second decode ended the process."""
    script = f"""
import torch
from pathlib import Path
from boses_engine.language.llama import Options, open_model

def decode():
    open_model(Path({str(SMALL)!r}), Options(threads=1, parallel=4), name="small", sha256="1" * 64).close()

decode()
torch.ones(512, 512, dtype=torch.bfloat16) @ torch.ones(512, 512, dtype=torch.bfloat16)
decode()
print("alive")
"""
    opened(1).close()  # skips where the model is missing
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def a_request(number: int, max_tokens: int = 24) -> Request:
    """Three people; every other request of each reads a text more; questions of several lengths."""
    person = PEOPLE[number % 3]
    life = (" " + "A quiet street, a small shop, rain at noon. " * (1 + number % 3),) if number % 2 else ()
    ask = "\nWrite about the morning." + " Keep to small things." * (number % 4)
    return Request(
        str(number), (GROUP, person, *life), ask, Pattern(FORMS[number % 2]), 100 + number, max_tokens, priority=number
    )


def answers(decoder: Decoder, requests: list[Request]) -> dict[str, Completion]:
    for request in requests:
        decoder.submit(request)
    found = [decoder.next_completion() for _ in requests]
    return {done.request.key: done for done in found}


def told(found: dict[str, Completion]) -> dict[str, tuple[str, float]]:
    """The text, and a number that shows the last bits of the logits."""
    return {key: (done.text, done.least_allowed) for key, done in found.items()}


def test_a_hundred_random_schemas(open_decoder: Callable[..., Decoder]) -> None:
    """Catches tokens of several signs that a mask lets through at a limit, and text that is no JSON."""
    rng = np.random.default_rng(11)
    schemas = {str(number): random_schema(rng, depth=1, longest=4) for number in range(100)}
    decoder = open_decoder(16)
    requests = [
        Request(key, (GROUP,), "\nA record of a person as JSON.", Schema.of(schema), int(key), 250)
        for key, schema in schemas.items()
    ]
    found = answers(decoder, requests)
    assert len(found) == 100
    for key, done in found.items():
        assert done.finish_reason == "stop", done.text
        assert conforms(done.value, schemas[key]), (done.text, schemas[key])
    assert any(not done.text.isascii() for done in found.values())


def test_the_same_bytes_for_any_number_of_places(open_decoder: Callable[..., Decoder]) -> None:
    """The promise of a run: its texts depend on seed, settings and machine, not on what was decoded beside them.

    Catches logits that move with the size of a pass, with the way a prompt is split, or with where its cells lie.
    """
    requests = [a_request(number) for number in range(12)]
    rng = np.random.default_rng(2)
    expected: dict[str, tuple[str, float]] = {}
    for parallel in (1, 3, 8):
        decoder = open_decoder(parallel)
        assert decoder.replayable, "this machine's llama.cpp adds up in another order beside others"
        found = told(answers(decoder, [requests[i] for i in rng.permutation(12)]))
        expected = expected or found
        assert found == expected, parallel
        some = [requests[i] for i in rng.permutation(12)[:4]]  # of what is in the cache now
        assert told(answers(decoder, some)) == {request.key: expected[request.key] for request in some}
    assert len({text for text, _ in expected.values()}) > 9


def test_five_hundred_requests_without_growth(open_decoder: Callable[..., Decoder]) -> None:
    """Catches cells, sequences or answers that are never given back, on either side of the binding."""
    decoder, process = open_decoder(8), psutil.Process()
    form = Pattern("(?:yes|no)")
    sizes = []
    for start in range(0, 500, 50):
        requests = [
            Request(str(n), (GROUP, f"Person {n // 5}."), "\nWell?", form, n, 2) for n in range(start, start + 50)
        ]
        assert {done.value for done in answers(decoder, requests).values()} <= {"yes", "no"}
        sizes.append(process.memory_info().rss)
    assert max(sizes[5:]) - max(sizes[:2]) < 3_000_000, sizes


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """One for the tests that follow."""
    made = opened(4)
    yield made
    made.close()


def test_cancelled_requests_leave_the_others_untouched(decoder: Decoder) -> None:
    requests = [a_request(number) for number in range(8)]
    expected = told(answers(decoder, requests))
    requests[2] = replace(requests[2], path=(GROUP, "A long text about nothing much. " * 40))  # read for many steps
    for request in [replace(requests[0], key="short", constraint=Pattern("(?:yes|no)")), *requests]:
        decoder.submit(request)
    assert decoder.next_completion().request.key == "short"
    cancelled = {requests[2].key: "being read", requests[1].key: "half written", requests[7].key: "queued"}
    for key in cancelled:
        decoder.cancel(requests[int(key)])
    found = told({done.request.key: done for done in (decoder.next_completion() for _ in range(5))})
    assert found == {key: one for key, one in expected.items() if key not in cancelled}
    with pytest.raises(LookupError):
        decoder.next_completion()
    assert told(answers(decoder, [a_request(1), a_request(7)])) == {key: expected[key] for key in "17"}


def test_an_interrupt_leaves_the_model_usable(decoder: Decoder) -> None:
    """Ctrl-C in a notebook: what is open is begun anew, and nothing of the pass that was under way is left over."""
    requests = [a_request(number) for number in range(6)]
    expected = told(answers(decoder, requests))
    for request in requests:
        decoder.submit(request)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    found: dict[str, Completion] = {}
    interrupts = 0
    try:
        for after_s in (0.05, 0.31, 0.5):
            signal.setitimer(signal.ITIMER_REAL, after_s)
            try:
                while len(found) < len(requests):
                    done = decoder.next_completion()
                    found[done.request.key] = done
            except KeyboardInterrupt:
                interrupts += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    while len(found) < len(requests):
        done = decoder.next_completion()
        found[done.request.key] = done
    assert interrupts > 0
    assert told(found) == expected
    with pytest.raises(LookupError):
        decoder.next_completion()


def test_one_at_a_time_whatever_came_before() -> None:
    """The fallback where answers side by side do not replay, here with the attention that moves with its company."""
    llama = Llama(SMALL, threads=1, flash_attention=False)
    try:
        llama.open_context(ContextSize(1024, 16))
        alone = Decoder(
            llama,
            Grammars.of_llama(llama.vocab),
            Cache(llama, 1024, 16, "recycle"),
            ChatFormat.from_template(llama.template, bos=llama.bos_text),
            name="small",
            sha256="1" * 64,
            parallel=1,
            replayable=True,
            alone=True,
        )
        requests = [replace(a_request(number), priority=0) for number in range(8)]
        other = replace(a_request(3), path=("Another group's text.", *PEOPLE), key="other")
        expected = told(answers(alone, requests))
        rng = np.random.default_rng(4)
        for _ in range(2):
            order = [requests[i] for i in rng.permutation(8)]
            assert told(answers(alone, [order[0], other, *order[1:6]])).items() >= {
                (request.key, expected[request.key]) for request in order[:6]
            }
    finally:
        llama.close()


def test_what_a_decoder_says_of_itself(open_decoder: Callable[..., Decoder]) -> None:
    """Without flash attention answers are not promised to replay, but for one at a time."""
    loose = open_decoder(4, flash_attention=False)
    assert (loose.parallel, loose.replayable) == (4, False)
    strict = open_decoder(4, flash_attention=False, deterministic=True)
    assert (strict.parallel, strict.replayable) == (1, True)
