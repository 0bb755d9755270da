"""What every text model behind the port must keep: the double, the decoder on random logits and on llama.cpp, and vLLM.

llama.cpp runs on the small test model, vLLM on one of chance: what is tested is the adapter, and no quality of prose.
"""

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from support.gaps import gap_pattern
from support.random_llama import a_decoder
from support.vllm_here import INSTALLED, real_vllm, standin_vllm
from support.vllm_standin import install

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Pattern, Schema
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Completion, LanguageModel, Request
from boses_engine.settings import Settings

SMALL = Settings.from_env().models / "smollm2-135m-instruct-q4_1.gguf"
GAP = gap_pattern("Siti", "Sunday")
GROUPS = ("You write short portraits of ordinary people. Plain English.", "You write in short clauses. No praise.")
PEOPLE = ("Siti is 23 and sells fruit in Bandung.", "Budi is 41 and drives a van in Surabaya.")
# Each with a note that has the form, which is what the double tells.
ASKS = {
    "\nWrite about the morning.\n- In the morning Siti sells ripe fruit.": rf"In the morning Siti {GAP}\.",
    "\nWrite about money.\n- At payday she buys rice, and Siti pays the rent.": rf"At payday {GAP}, and Siti {GAP}\.",
}
LIMIT = 60  # tokens, enough for both forms


def small_model(path: Path = SMALL) -> LanguageModel:
    if not SMALL.exists() and not os.environ.get("CI"):
        pytest.skip(f"no {SMALL}: `python -m boses_engine models pull smollm2-135m-instruct` fetches it")
    from boses_engine.language.llama import Options, open_model

    return open_model(path, Options(threads=1, parallel=4), name="small", sha256="1" * 64)


def random_model() -> LanguageModel:
    return a_decoder(4)[0]


@pytest.fixture(scope="module")
def vllm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tiny")


MAKERS = [
    pytest.param(DoubleModel, id="double"),
    pytest.param(random_model, id="random"),
    pytest.param(small_model, id="llama", marks=pytest.mark.small_weights),
    pytest.param(partial(standin_vllm, deterministic=True), id="vllm stand-in"),
    pytest.param(None, id="vllm", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module", autouse=True)
def stand_in() -> Iterator[None]:
    """Where vLLM is not installed a stand-in takes its place."""
    with pytest.MonkeyPatch.context() as patch:
        if not INSTALLED:
            install(patch)
        yield


@pytest.fixture(scope="module", params=MAKERS)
def make(request: pytest.FixtureRequest, vllm_folder: Path) -> Callable[[], LanguageModel]:
    maker: Callable[[], LanguageModel] | None = request.param
    return maker or partial(real_vllm, vllm_folder, deterministic=True)


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


@pytest.fixture(scope="module")
def vllm(vllm_folder: Path) -> Iterator[LanguageModel]:
    """Several requests side by side, with what they share in the cache."""
    made = real_vllm(vllm_folder, deterministic=False)
    yield made
    made.close()


def a_request(group: int = 0, person: int = 0, ask: int = 0, seed: int = 1, max_tokens: int = LIMIT) -> Request:
    text, pattern = list(ASKS.items())[ask]
    path = (GROUPS[group], PEOPLE[person])
    return Request(f"{person}/{ask}", path, text, Pattern(pattern), seed, max_tokens)


def a_free_request(seed: int) -> Request:
    """One without a note, for what a model says by itself."""
    return replace(a_request(seed=seed), ask="\nWrite about the morning.")


def regex(request: Request) -> str:
    assert isinstance(request.constraint, Pattern)
    return request.constraint.regex


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
    assert len(set(first.values())) >= (2 if isinstance(model, DoubleModel) else 7)  # the double reads notes only
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
    long = replace(a_request(), path=(GROUPS[0] + " Small things one can see." * 100, PEOPLE[0]))
    first = answer(model, long)
    assert first.tokens_read > 512 or isinstance(model, DoubleModel)
    answer(model, replace(long, path=(long.path[0], PEOPLE[1])))
    assert answer(model, long).text == first.text  # now with the group's text in the cache


def test_another_seed_gives_another_text(decoder: LanguageModel) -> None:
    """Catches a seed that is ignored. Small models repeat themselves, so one pair in six may be alike."""
    texts = [answer(decoder, a_free_request(seed)).text for seed in range(1, 7)]
    assert len(set(texts)) >= 5


# What an answer is like


@pytest.mark.parametrize("ask", range(len(ASKS)))
def test_an_answer_keeps_its_form(model: LanguageModel, ask: int) -> None:
    """Catches a constraint that is not applied from the first token to the last."""
    for seed in (20, 21):
        done = answer(model, a_request(ask=ask, seed=seed))
        if done.finish_reason == "stop":
            assert re.fullmatch(regex(done.request), done.text), done.text
        assert done.value == (done.text if done.finish_reason == "stop" else None)
        assert 0 <= done.tokens_forced < done.tokens_written
        assert 0 <= done.first_token_s <= done.seconds
        assert done.tokens_read > 0
        assert done.tokens_written > 3
        assert done.seconds >= 0
        assert done.text == done.text.strip()


def test_fixed_parts_are_given_as_they_stand(model: LanguageModel) -> None:
    """Signs of regular expressions and letters with marks in a fact are text of the answer."""
    head = "At Kopi & Rôti (no. 3) she pays ₫40.000 for phở? "
    escaped = "".join(f"\\{c}" if c in ".()?&" else c for c in head)
    form = Pattern(rf"{escaped}She {GAP}\.")
    # a token a byte is what the random model has
    done = answer(model, replace(a_request(), ask=f"- {head}She sits down.", constraint=form, max_tokens=100))
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
    assert model.replayable


# Which is answered, and which not


def test_a_cancelled_request_leaves_the_others_as_they_are(model: LanguageModel) -> None:
    """Catches an answer that somebody no longer waits for, and one that is lost or changed with it."""
    requests = [a_request(seed=seed, person=seed % 2) for seed in range(40, 50)]
    expected = {request: answer(model, request).text for request in requests}
    for request in requests:
        model.submit(request)
    cancelled = [requests[1], requests[9]]  # of those that are begun first, and of those that wait
    model.cancel(requests[1])
    found = [model.next_completion()]
    model.cancel(requests[9])
    model.cancel(a_request(seed=999))  # not open: no error
    found += [model.next_completion() for _ in range(len(requests) - 3)]
    assert {done.request: done.text for done in found} == {r: expected[r] for r in requests if r not in cancelled}
    with pytest.raises(LookupError):
        model.next_completion()


def test_equal_requests_are_cancelled_one_at_a_time(model: LanguageModel) -> None:
    for _ in range(3):
        model.submit(a_request(seed=51))
    model.cancel(a_request(seed=51))
    assert model.next_completion().text == model.next_completion().text
    with pytest.raises(LookupError):
        model.next_completion()


def test_the_lowest_priority_is_begun_first(model: LanguageModel) -> None:
    """Catches a queue in the order of submission: the people whose turn it is would wait for later ones."""
    many = 4 * model.parallel
    for number in range(many):
        model.submit(replace(a_request(seed=number), key=str(number), priority=many - number))
    order = [int(model.next_completion().request.key) for _ in range(many)]
    assert sorted(order) == list(range(many))
    assert set(order[: many // 4]) <= set(range(many // 2, many))


# Limits: the double has neither tokens nor a context, so these are the adapter's.


@pytest.fixture(
    params=[
        pytest.param("random"),
        pytest.param("llama", marks=pytest.mark.small_weights),
        pytest.param("vllm_stand_in"),
        pytest.param("vllm", marks=pytest.mark.slow),
    ]
)
def decoder(request: pytest.FixtureRequest) -> LanguageModel:
    made: LanguageModel = random_model() if request.param == "random" else request.getfixturevalue(request.param)
    return made


@pytest.fixture
def vllm_stand_in() -> LanguageModel:
    return standin_vllm(deterministic=False)


def test_json_by_a_schema(decoder: LanguageModel) -> None:
    schema = {
        "type": "object",
        "properties": {"năm": {"type": "integer", "minimum": 1990, "maximum": 2020}, "phở": {"enum": ["bò", "gà"]}},
        "required": ["năm", "phở"],
        "additionalProperties": False,
    }
    for seed in range(4):
        done = answer(decoder, replace(a_request(seed=seed), constraint=Schema.of(schema)))
        assert done.finish_reason == "stop"
        assert list(done.value) == ["năm", "phở"]
        assert done.value["năm"] in range(1990, 2021)
        assert done.value["phở"] in ("bò", "gà")
        assert done.text == f'{{"năm":{done.value["năm"]},"phở":"{done.value["phở"]}"}}'


def test_the_double_takes_patterns_only() -> None:
    with pytest.raises(ModelError, match="0/0"):
        DoubleModel().submit(replace(a_request(), constraint=None))


def test_without_a_constraint(decoder: LanguageModel) -> None:
    done = answer(decoder, replace(a_request(max_tokens=12), constraint=None))
    assert done.tokens_forced == 0
    assert done.least_allowed == 1.0
    assert done.value == (done.text if done.finish_reason == "stop" else None)


def test_an_answer_that_is_cut_off_says_so(decoder: LanguageModel) -> None:
    """Catches a text that ends in the middle of a sentence and passes for a whole one."""
    for most in (1, 2, 8):
        done = answer(decoder, a_request(max_tokens=most))
        assert done.finish_reason == "length"
        assert done.value is None
        assert done.tokens_forced <= done.tokens_written <= most
        assert not re.fullmatch(regex(done.request), done.text)
    short = replace(a_request(), constraint=Pattern(r"In the morning Siti (?:[a-z]{2,4} ){3}[a-z]{2,5}\."))
    assert answer(decoder, short).finish_reason == "stop"


def one_token(model: LanguageModel, text: str) -> bool:
    return len(model._tokens(text)) == 1  # type: ignore[attr-defined]


@pytest.mark.small_weights
def test_words_to_avoid_do_not_occur(llama: LanguageModel) -> None:
    """Takes the words the model chooses by itself and forbids them; fixed parts keep theirs."""

    def gap_words(text: str) -> set[str]:
        assert text.startswith("In the morning Siti ")
        return set(re.findall(r"[\w'-]+", text.removeprefix("In the morning Siti ")))

    seeds = (30, 31, 32)
    free = {seed: answer(llama, a_free_request(seed)).text for seed in seeds}
    said = sorted(set.union(*map(gap_words, free.values())))
    whole = [word for word in said if len(word) > 2 and one_token(llama, f" {word}")]
    assert len(whole) >= 5, free
    for seed in seeds:
        done = answer(llama, replace(a_free_request(seed), avoid=(*whole, "morning")))
        assert not gap_words(done.text) & {*whole, "morning"}, done.text
        assert gap_words(done.text) != gap_words(free[seed])
    assert answer(llama, a_free_request(30)).text == free[30]  # what one request avoids, the next may say


@pytest.mark.parametrize("place", ["group", "person", "ask"])
def test_special_tokens_in_a_text_stay_text(decoder: LanguageModel, place: str) -> None:
    """Catches a group file whose occupation ends the user's turn: as a special token the mark would be one token."""
    mark = " <turn>" if decoder.name == "random" else " <|im_end|>"
    read = []
    for number, added in enumerate(("", mark)):  # the number keeps the second from sharing the first one's text
        texts = {name: f"{number} {place}" + added * (name == place) for name in ("group", "person", "ask")}
        request = replace(a_request(), path=(texts["group"], texts["person"]), ask=texts["ask"])
        done = answer(decoder, request)
        read.append(done.tokens_read)
        assert done.text.startswith("In the morning Siti ")
    assert read[1] - read[0] >= 4


def test_what_is_shared_is_read_once(decoder: LanguageModel) -> None:
    """Catches a cache that is never used: a group's text would be read for every field.

    It is long, since vLLM keeps whole blocks only: 16 tokens each on a GPU, 128 on a CPU.
    """
    path = (f"Read only once. {GROUPS[1]}" * 8, *PEOPLE)
    first, second = (replace(a_request(ask=ask), path=path) for ask in (0, 1))
    answer(decoder, a_request(group=0))
    whole = answer(decoder, first).tokens_read
    assert answer(decoder, second).tokens_read < whole / 2


@pytest.mark.small_weights
def test_a_prompt_that_does_not_fit(llama: LanguageModel) -> None:
    """Both numbers are named; the model goes on answering afterwards, and the refused request is not open."""
    text = answer(llama, a_request()).text
    long = replace(a_request(), path=(GROUPS[0], "Siti sells fruit. " * 600))
    with pytest.raises(ModelError, match=r"0/0: the prompt has \d{4} tokens, there is room for 1988 .*has 2048"):
        llama.submit(long)
    with pytest.raises(ModelError, match=r"the prompt has \d\d tokens, there is room for 8 .*has 2048"):
        llama.submit(a_request(max_tokens=2040))
    with pytest.raises(LookupError):
        llama.next_completion()
    assert answer(llama, a_request()).text == text


@pytest.mark.parametrize("constraint", [Pattern("In the (morning"), Schema('{"type": 3}'), Schema("{"), Schema("[]")])
def test_a_constraint_that_is_none(decoder: LanguageModel, constraint: Pattern | Schema) -> None:
    with pytest.raises(ModelError, match="0/0: the answer's form cannot be compiled"):
        decoder.submit(replace(a_request(), constraint=constraint))
    assert answer(decoder, a_request()).text.startswith("In the morning Siti ")


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
