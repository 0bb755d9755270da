"""The vLLM adapter over a stand-in for vLLM's interface: what it asks of the engine, and what when that fails."""

import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from support.random_llama import PIECES, WORDS
from support.vllm_standin import CONTEXT, EngineDeadError, LLMEngine, install

from boses_engine.errors import ModelError, NotFoundError
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, Request, Sampling
from boses_engine.language.vllm import Options, check_installed, open_model
from boses_engine.language.vllm.guard import MARK, Guard, watch_over
from boses_engine.language.vllm.model import VllmModel
from boses_engine.settings import Settings
from boses_engine.text_model import TextModel, open_named
from boses_engine.workers.processes import worker_command

OWNER = """if True:
    import subprocess, sys, time
    nap = [sys.executable, "-c", "import time; time.sleep(300)"]
    marked, other = (subprocess.Popen([*nap, name], stdout=subprocess.DEVNULL) for name in ("VLLM::Engine", "other"))
    print(marked.pid, other.pid, flush=True)
    time.sleep(300)
"""
FOLDER = Path("/models/tiny")
A_REQUEST = Request("a", ("You write.", "Siti is 23."), "\nWrite.", Pattern(r"Siti [a-z ]{5,30}\."), 1, 60)


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> type[LLMEngine]:
    return install(monkeypatch)


@pytest.fixture
def model(engines: type[LLMEngine]) -> Iterator[VllmModel]:
    made = opened()
    yield made
    made.close()


def opened(**options: object) -> VllmModel:
    return open_model(FOLDER, Options(**{"parallel": 4, **options}), name="tiny", sha256="3" * 64)  # type: ignore[arg-type]


def requests(count: int) -> list[Request]:
    return [replace(A_REQUEST, key=str(number), seed=number) for number in range(count)]


def answers(model: VllmModel, asked: list[Request]) -> dict[str, Completion]:
    for request in asked:
        model.submit(request)
    return {done.request.key: done for done in (model.next_completion() for _ in asked)}


def told(found: dict[str, Completion]) -> dict[str, str]:
    return {key: done.text for key, done in found.items()}


# How the engine is opened


def test_side_by_side_with_what_is_shared_kept(engines: type[LLMEngine]) -> None:
    model = opened(parallel=None)
    args = engines.opened[0].args
    assert (args.model, args.max_num_seqs, args.enable_prefix_caching) == (str(FOLDER), 128, True)
    assert (model.parallel, model.replayable) == (128, False)


@pytest.mark.parametrize(("invariant", "parallel"), [("0", 1), ("1", 4)])
def test_deterministic(
    engines: type[LLMEngine], monkeypatch: pytest.MonkeyPatch, invariant: str, parallel: int
) -> None:
    """Catches answers that are said to replay while they are computed in a company that changes."""
    monkeypatch.setenv("VLLM_BATCH_INVARIANT", invariant)
    model = opened(deterministic=True)
    args = engines.opened[0].args
    assert (args.max_num_seqs, args.enable_prefix_caching) == (parallel, False)
    assert (model.parallel, model.replayable) == (parallel, True)


def test_it_asks_no_network_and_leaves_stdout_alone(model: VllmModel) -> None:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "VLLM_NO_USAGE_STATS", "VLLM_DO_NOT_TRACK"):
        assert os.environ[name] == "1"
    assert os.environ["VLLM_HOST_IP"] == "127.0.0.1"
    assert os.environ["VLLM_LOGGING_STREAM"].endswith("stderr")


def test_what_cannot_be_loaded(engines: type[LLMEngine], monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a page of vLLM's own text for a missing GPU."""
    monkeypatch.setattr(engines, "from_engine_args", lambda *_, **__: 1 / 0)
    with pytest.raises(ModelError, match=rf"^vLLM cannot load {FOLDER} on this machine: division by zero$"):
        opened()


def test_without_vllm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Said before anything is loaded or made, with what to do."""
    monkeypatch.setattr("boses_engine.language.vllm.open.find_spec", lambda name: None)
    model = TextModel(Settings(tmp_path / "home", tmp_path, 1, backend="vllm"), "tiny")
    for asked in (check_installed, model.look_up, opened):
        with pytest.raises(ModelError, match=r"pip install '\.\[vllm\]'.*leave out --backend vllm"):
            asked()


def test_the_settings_choose_it(engines: type[LLMEngine], tmp_path: Path) -> None:
    """From a name in the models folder to an answer; and there is no default model."""
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (folder / name).write_text("{}")
    settings = Settings(tmp_path / "home", tmp_path / "models", 1, backend="vllm", parallel=3, deterministic=False)
    text_model = TextModel(settings, "tiny")
    client = text_model.ready()
    client.submit(A_REQUEST)
    assert client.next_completion().text.startswith("Siti ")
    assert (client.name, client.parallel, len(client.sha256)) == ("tiny", 3, 64)
    assert engines.opened[0].args.model == str(folder)
    text_model.close()
    assert engines.opened[0].dead
    with pytest.raises(NotFoundError, match="--model"):
        TextModel(settings, role="writer").look_up()


def test_workers_are_told(engines: type[LLMEngine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches workers that open the folder with llama.cpp: here by their command, elsewhere by what Ray sends them."""
    assert worker_command(tmp_path, 3, "tiny", "vllm")[-4:] == ["--model", "tiny", "--backend", "vllm"]
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (folder / name).write_text("{}")
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BOSES_MODELS", str(tmp_path / "models"))
    assert open_named("tiny", writes=True, backend="vllm").parallel == 128
    assert len(engines.opened) == 1


@pytest.mark.parametrize("says", ["done", None])
def test_nothing_is_left_of_a_command_that_is_killed(says: str | None) -> None:
    """Catches vLLM's processes that keep the GPU after `kill -9`, so that the same command cannot go on; and a guard
    that kills what is none of its business, or after a word that all is done.
    """
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    marked, other = (psutil.Process(int(pid)) for pid in owner.stdout.readline().split())

    class Line:
        looks = 0

        def poll(self, seconds: float) -> bool:
            self.looks += 1
            if self.looks == 3:
                owner.kill()
                owner.wait()
            return self.looks == 3

        def recv(self) -> str:
            if says is None:
                raise EOFError
            return says

    before = signal.getsignal(signal.SIGINT)
    try:
        watch_over(owner.pid, Line(), MARK)
        if says is None:
            marked.wait(60)
        else:
            assert marked.is_running()
        assert other.is_running()
    finally:
        signal.signal(signal.SIGINT, before)
        for process in (marked, other):
            with contextlib.suppress(psutil.Error):
                process.kill()


def test_the_guard_ends_when_it_is_released() -> None:
    before = set(multiprocessing.active_children())
    guard = Guard()
    (watcher,) = set(multiprocessing.active_children()) - before
    guard.release()
    watcher.join(60)
    assert watcher.exitcode == 0
    guard.release()  # the second is harmless


# What is asked of it


def test_no_more_than_its_places(model: VllmModel, engines: type[LLMEngine]) -> None:
    """Catches requests that the engine begins before those of a lower priority are there."""
    answers(model, requests(11))
    assert engines.opened[0].most_running == 4


def test_words_to_avoid(model: VllmModel) -> None:
    """Catches words that are only made rarer, and fixed parts that could not be written any more."""
    blues = {word.decode().strip() for word in WORDS if b"lue" in word}
    gap = replace(A_REQUEST, constraint=Pattern("(?:blue|Blue|green|sky)"))
    assert blues & set(told(answers(model, [replace(gap, key=str(n), seed=n) for n in range(20)])).values())
    without = [replace(gap, key=str(n), seed=n, avoid=("blue",)) for n in range(20)]
    whole = {done.tokens_written for done in answers(model, without).values() if done.text in blues}
    assert 1 not in whole  # letter by letter it may still be written: the vocabulary's whole word is what is avoided
    fixed = replace(A_REQUEST, constraint=Pattern(" blue and blue"), avoid=("blue", "and"))
    assert answers(model, [fixed])["a"].text == " blue and blue"


def test_the_way_of_drawing(model: VllmModel) -> None:
    """Catches sampling that is not handed on: at temperature 0, and of one token, every seed gives the same."""
    for same in (Sampling(temperature=0.0), Sampling(top_k=1), Sampling(min_p=1.0)):
        asked = [replace(request, sampling=same) for request in requests(4)]
        assert len(set(told(answers(model, asked)).values())) == 1
    assert len(set(told(answers(model, requests(4))).values())) == 4
    with pytest.raises(ModelError, match=r"a: vLLM does not take this way of drawing: temperature"):
        model.submit(replace(A_REQUEST, sampling=Sampling(temperature=3.0)))


def test_an_answer_that_ends_where_its_limit_lies(model: VllmModel) -> None:
    """vLLM counts the token that ends a text: with the limit as it is, a whole answer would pass for one cut off."""
    form = replace(A_REQUEST, constraint=Pattern("[0-9]{8}"), max_tokens=8)
    done = answers(model, [replace(form, seed=1)])["a"]
    assert (done.finish_reason, done.tokens_written, done.value) == ("stop", 8, done.text)
    cut = answers(model, [replace(form, max_tokens=7)])["a"]
    assert (cut.finish_reason, cut.tokens_written, cut.value, len(cut.text)) == ("length", 7, None, 7)


def test_a_prompt_that_does_not_fit(model: VllmModel) -> None:
    """Both numbers are named, and the refused request is not open."""
    long = replace(A_REQUEST, path=("You write.", "Siti sells fruit. " * 600))
    told = rf"a: the prompt has \d{{5}} tokens, there is room for {CONTEXT - 61} .*has {CONTEXT}"
    with pytest.raises(ModelError, match=told):
        model.submit(long)
    with pytest.raises(LookupError):
        model.next_completion()


def test_what_is_shared_is_read_once(model: VllmModel) -> None:
    long = replace(A_REQUEST, path=("You write short portraits of ordinary people. " * 3, "Siti is 23."))
    first, second = (answers(model, [replace(long, seed=seed)])["a"].tokens_read for seed in (1, 2))
    assert 0 < second <= 16 < first


def test_a_template_by_name(engines: type[LLMEngine], monkeypatch: pytest.MonkeyPatch) -> None:
    """Some models bring several templates: the one for chats is "default"."""
    from support.vllm_standin import TEMPLATE, Tokenizer

    plain = told(answers(opened(), [A_REQUEST]))
    monkeypatch.setattr(Tokenizer, "chat_template", {"tool_use": "nothing", "default": TEMPLATE})
    assert told(answers(opened(), [A_REQUEST])) == plain


# When something fails


@pytest.mark.parametrize("error", [EngineDeadError("EngineCore is dead.\nSee above."), KeyboardInterrupt()])
def test_an_engine_that_ends_is_opened_again(
    model: VllmModel, engines: type[LLMEngine], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Catches answers that are lost or given twice, and an interrupt after which the notebook has to be left."""
    expected = told(answers(model, requests(9)))
    monkeypatch.setattr(engines, "error", error)
    monkeypatch.setattr(engines, "fails_at", engines.steps + 12)
    for request in requests(9):
        model.submit(request)
    found: dict[str, str] = {}
    failures = 0
    while len(found) < 9:
        try:
            done = model.next_completion()
        except ModelError as exc:
            assert str(exc) == "vLLM's process has ended: EngineCore is dead."  # noqa: PT017
            failures += 1
        except KeyboardInterrupt:
            failures += 1
        else:
            assert done.request.key not in found
            found[done.request.key] = done.text
    assert (failures, found) == (1, expected)
    assert [engine.dead for engine in engines.opened] == [True, False]
    with pytest.raises(LookupError):
        model.next_completion()


def test_an_engine_that_ended_between_two_answers(model: VllmModel, engines: type[LLMEngine]) -> None:
    expected = told(answers(model, [A_REQUEST]))
    engines.opened[0].dead = True
    model.submit(A_REQUEST)
    with pytest.raises(ModelError, match="process has ended"):
        model.next_completion()
    assert model.next_completion().text == expected["a"]


@pytest.mark.parametrize(
    ("attribute", "text"),
    [("gives_up", r"^2: vLLM gave the answer up \(error\)"), ("refuses", "^2: vLLM does not take .*: not this one.$")],
)
def test_one_request_that_fails(
    model: VllmModel, engines: type[LLMEngine], monkeypatch: pytest.MonkeyPatch, attribute: str, text: str
) -> None:
    """Catches one bad request that takes the others with it, or keeps its place."""
    monkeypatch.setattr(engines, attribute, frozenset("3"))  # the engine's third
    for request in requests(6):
        model.submit(request)
    found = []
    for _ in range(5):
        try:
            found.append(model.next_completion().request.key)
        except ModelError as exc:
            assert re.search(text, str(exc))  # noqa: PT017
            found.append(model.next_completion().request.key)
    assert sorted(found) == ["0", "1", "3", "4", "5"]
    with pytest.raises(LookupError):
        model.next_completion()
    assert len(engines.opened) == 1


def test_the_pieces_are_what_the_stand_in_says() -> None:
    """Guards this file: the words to avoid are tokens of the stand-in."""
    assert set(WORDS) <= set(PIECES)
