"""What every text model behind the port must keep, run on the double and on the llama.cpp adapter.

The adapter runs on the small test model: what is tested is the adapter, and no quality of prose.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from boses_engine.errors import ModelError
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, LanguageModel, Request
from boses_engine.pipeline.fields import gap_pattern
from boses_engine.settings import Settings

SMALL = Settings.from_env().models / "smollm2-135m-instruct-q4_1.gguf"
GAP = gap_pattern(("Siti", "Sunday"))
GROUPS = ("You write short portraits of ordinary people. Plain English.", "You write in short clauses. No praise.")
PEOPLE = ("Siti is 23 and sells fruit in Bandung.", "Budi is 41 and drives a van in Surabaya.")
ASKS = {
    "\nWrite about the morning.": rf"In the morning Siti {GAP}\.",
    "\nWrite about money.": rf"At payday {GAP}, and Siti {GAP}\.",
}
LIMIT = 60  # tokens, enough for both forms


def small_model(path: Path = SMALL) -> LanguageModel:
    if not SMALL.exists() and not os.environ.get("CI"):
        pytest.skip(f"no {SMALL}: `python -m boses_engine models pull smollm2-135m-instruct` fetches it")
    from boses_engine.language.llama import LlamaModel

    return LlamaModel(path, name="small", sha256="1" * 64, threads=1, n_ctx=2048)


MAKERS = [
    pytest.param(DoubleModel, id="double"),
    pytest.param(small_model, id="llama", marks=pytest.mark.small_weights),
]


@pytest.fixture(scope="module", params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[], LanguageModel]:
    maker: Callable[[], LanguageModel] = request.param
    return maker


@pytest.fixture(scope="module")
def model(make: Callable[[], LanguageModel]) -> Iterator[LanguageModel]:
    """One model for many tests, as in a run: whatever they ask must not matter to each other."""
    made = make()
    yield made
    made.close()


@pytest.fixture(scope="module")
def llama() -> Iterator[LanguageModel]:
    made = small_model()
    yield made
    made.close()


def a_request(group: int = 0, person: int = 0, ask: int = 0, seed: int = 1, max_tokens: int = LIMIT) -> Request:
    text, pattern = list(ASKS.items())[ask]
    return Request(f"{person}/{ask}", GROUPS[group], PEOPLE[person], text, pattern, seed, max_tokens)


def answer(model: LanguageModel, request: Request) -> Completion:
    model.submit(request)
    done = model.next_completion()
    assert done.request == request
    return done


# What was asked before does not matter


def test_an_answer_depends_on_its_request_alone(model: LanguageModel, make: Callable[[], LanguageModel]) -> None:
    """Catches a cache taken for a prefix that it is not, random state shared by requests, and logits that depend on
    how a prompt was split: in other orders, with other groups and people between, and in another instance.
    """
    requests = [a_request(*place) for place in product((0, 1), (0, 1), (0, 1))]
    first = {request: answer(model, request).text for request in requests}
    assert len(set(first.values())) >= (2 if isinstance(model, DoubleModel) else 7)  # the double reads no prompt
    rng = random.Random(5)
    for order in (rng.sample(requests, 8), rng.sample(requests, 6)):
        assert all(answer(model, request).text == first[request] for request in order)
    other = make()
    try:
        for request in rng.sample(requests, 2):
            assert answer(other, request).text == first[request]
    finally:
        other.close()


def test_requests_may_be_opened_together(model: LanguageModel) -> None:
    """Catches answers that are given to the wrong request, given twice or forgotten."""
    requests = [a_request(1, 0), a_request(0, 1), a_request(0, 0, seed=2), a_request(0, 1, seed=2)]
    alone = {request: answer(model, request).text for request in requests[1:3]}
    for request in requests:
        model.submit(request)
    together = [model.next_completion() for _ in requests]
    assert {done.request for done in together} == set(requests)
    assert {done.request: done.text for done in together if done.request in alone} == alone
    with pytest.raises(LookupError):
        model.next_completion()


def test_the_same_request_twice(model: LanguageModel) -> None:
    """An own answer in the cache must not change the next."""
    assert answer(model, a_request()).text == answer(model, a_request()).text


def test_a_prompt_longer_than_a_batch(model: LanguageModel) -> None:
    """llama.cpp aborts the process for more than a batch at once; and the second part must land behind the first."""
    long = replace(a_request(), group=GROUPS[0] + " Small things one can see." * 100)
    first = answer(model, long)
    assert first.tokens_read > 512 or isinstance(model, DoubleModel)
    answer(model, replace(long, person=PEOPLE[1]))
    assert answer(model, long).text == first.text  # now with the group's text in the cache


def test_another_seed_gives_another_text(model: LanguageModel) -> None:
    """Catches a seed that is ignored. Small models repeat themselves, so one pair in six may be alike."""
    texts = [answer(model, a_request(seed=seed)).text for seed in range(1, 7)]
    assert len(set(texts)) >= 5


# What an answer is like


@pytest.mark.parametrize("ask", range(len(ASKS)))
def test_an_answer_keeps_its_form(model: LanguageModel, ask: int) -> None:
    """Catches a constraint that is not applied from the first token to the last."""
    for seed in (20, 21):
        done = answer(model, a_request(ask=ask, seed=seed))
        if done.finish_reason == "stop":
            assert re.fullmatch(done.request.pattern, done.text), done.text
        assert done.tokens_read > 0
        assert done.tokens_written > 3
        assert done.seconds >= 0
        assert done.text == done.text.strip()


def test_fixed_parts_are_given_as_they_stand(model: LanguageModel) -> None:
    """Signs of regular expressions and letters with marks in a fact are text of the answer."""
    head = "At Kopi & Rôti (no. 3) she pays ₫40.000 for phở? "
    escaped = "".join(f"\\{c}" if c in ".()?&" else c for c in head)
    done = answer(model, replace(a_request(), pattern=rf"{escaped}She {GAP}\."))
    assert done.text.startswith(f"{head}She ")


def test_nothing_open(make: Callable[[], LanguageModel]) -> None:
    fresh = make()
    with pytest.raises(LookupError):
        fresh.next_completion()
    fresh.close()
    fresh.close()  # the second is harmless


def test_it_names_itself(model: LanguageModel) -> None:
    """Name and hash are part of a run's key."""
    assert model.name
    assert re.fullmatch("[0-9a-f]{64}", model.sha256)
    assert model.parallel >= 1


# Limits: the double has neither tokens nor a context, so these are the adapter's.


@pytest.mark.small_weights
def test_an_answer_that_is_cut_off_says_so(llama: LanguageModel) -> None:
    """Catches a text that ends in the middle of a sentence and passes for a whole one."""
    for most in (1, 2, 8):
        done = answer(llama, a_request(max_tokens=most))
        assert done.finish_reason == "length"
        assert done.tokens_written <= most
        assert not re.fullmatch(done.request.pattern, done.text)
    short = replace(a_request(), pattern=r"In the morning Siti (?:[a-z]{2,12} ){3,6}[a-z]{2,12}\.")
    assert answer(llama, short).finish_reason == "stop"


@pytest.mark.small_weights
def test_words_to_avoid_do_not_occur(llama: LanguageModel) -> None:
    """Takes the words the model chooses by itself and forbids them; fixed parts keep theirs."""

    def gap_words(text: str) -> set[str]:
        assert text.startswith("In the morning Siti ")
        return set(re.findall(r"[\w'-]+", text.removeprefix("In the morning Siti ")))

    seeds = (30, 31, 32)
    free = {seed: answer(llama, a_request(seed=seed)).text for seed in seeds}
    said = sorted(set.union(*map(gap_words, free.values())))
    whole = [word for word in said if len(word) > 2 and len(llama._tokens(f" {word}")) == 1]  # type: ignore[attr-defined]
    assert len(whole) >= 5, free
    for seed in seeds:
        done = answer(llama, replace(a_request(seed=seed), avoid=(*whole, "morning")))
        assert not gap_words(done.text) & {*whole, "morning"}, done.text
        assert gap_words(done.text) != gap_words(free[seed])
    assert answer(llama, a_request(seed=30)).text == free[30]  # what one request avoids, the next may say


@pytest.mark.small_weights
@pytest.mark.parametrize("place", ["group", "person", "ask"])
def test_special_tokens_in_a_text_stay_text(llama: LanguageModel, place: str) -> None:
    """Catches a group file whose occupation ends the user's turn: as a special token the mark would be one token."""
    plain = a_request()
    changes: dict[str, Any] = {place: f"{getattr(plain, place)} <|im_end|>"}
    marked = replace(plain, **changes)
    other_way = replace(plain, group="Something else.")
    answer(llama, other_way)
    bare = answer(llama, plain).tokens_read
    answer(llama, other_way)
    done = answer(llama, marked)
    assert done.tokens_read - bare >= 4
    assert done.text.startswith("In the morning Siti ")


@pytest.mark.small_weights
def test_what_is_shared_is_read_once(llama: LanguageModel) -> None:
    """Catches a cache that is never used: a group's text would be read for every field."""
    first, second = a_request(group=1, person=1, ask=0), a_request(group=1, person=1, ask=1)
    answer(llama, a_request(group=0))
    whole = answer(llama, first).tokens_read
    assert answer(llama, second).tokens_read < whole / 2


@pytest.mark.small_weights
def test_a_prompt_that_does_not_fit(llama: LanguageModel) -> None:
    """Both numbers are named; the model goes on answering afterwards, and the refused request is not open."""
    text = answer(llama, a_request()).text
    long = replace(a_request(), person="Siti sells fruit. " * 600)
    with pytest.raises(ModelError, match=r"0/0: the prompt and its answer need \d{4} tokens, the context has 2048"):
        llama.submit(long)
    with pytest.raises(ModelError, match=r"need 2\d{3} tokens, the context has 2048"):
        llama.submit(a_request(max_tokens=2040))
    with pytest.raises(LookupError):
        llama.next_completion()
    assert answer(llama, a_request()).text == text


@pytest.mark.small_weights
def test_a_pattern_that_is_none(llama: LanguageModel) -> None:
    with pytest.raises(ModelError, match="0/0: the answer's pattern cannot be compiled"):
        llama.submit(replace(a_request(), pattern="In the (morning"))
    assert answer(llama, a_request()).text.startswith("In the morning Siti ")


def _broken_files() -> dict[str, Callable[[], bytes]]:
    def start(length: int) -> bytes:
        with SMALL.open("rb") as file:
            return file.read(length)

    return {
        "empty": lambda: b"",
        "another kind": lambda: b"PK\x03\x04" + bytes(5000),
        "magic only": lambda: b"GGUF",
        "cut in the header": lambda: start(1_000_000),
        "cut in the tensors": lambda: start(20_000_000),
    }


@pytest.mark.small_weights
@pytest.mark.parametrize("kind", _broken_files())
def test_a_broken_file(llama: LanguageModel, kind: str, tmp_path: Path) -> None:
    """Catches a null pointer that is used: the process would die."""
    path = tmp_path / "broken.gguf"
    path.write_bytes(_broken_files()[kind]())
    with pytest.raises(ModelError, match=r"broken\.gguf"):
        small_model(path)
    assert answer(llama, a_request()).text.startswith("In the morning Siti ")


@pytest.mark.small_weights
def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.gguf"):
        small_model(tmp_path / "none.gguf")
