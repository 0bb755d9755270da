"""vLLM itself, on a model of chance, where it is installed and finds something to run on; else skipped."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import yaml
from support.samples import SAMPLE_GROUP
from support.vllm_here import real_vllm

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import LanguageModel, Request, Sampling, answers

pytestmark = pytest.mark.slow

A_REQUEST = Request("a", ("You write.", "Siti is 23."), "\nWrite.", Pattern(r"Siti [a-z ]{5,30}\."), 1, 60)
PATIENCE_S = 900.0  # on a CPU that others use too, an engine takes minutes to open


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models") / "tiny"


@pytest.fixture(scope="module")
def model(folder: Path) -> Iterator[LanguageModel]:
    made = real_vllm(folder, deterministic=False)
    yield made
    made.close()


def texts(model: LanguageModel, requests: list[Request]) -> list[str]:
    found = {done.request: done.text for done in answers(model, requests)}
    return [found[request] for request in requests]


def test_words_to_avoid(model: LanguageModel) -> None:
    """The word is not chosen where there is another; where nothing else is permitted it is still written."""
    either = replace(A_REQUEST, constraint=Pattern("(?:rice|fruit)"), sampling=Sampling(temperature=2.0, min_p=0.0))
    draws = [replace(either, key=str(seed), seed=seed) for seed in range(20)]
    assert set(texts(model, draws)) == {"rice", "fruit"}
    whole = [replace(draw, avoid=("rice",)) for draw in draws]
    written = {(done.text, done.tokens_written) for done in answers(model, whole)}
    assert ("rice", 1) not in written
    fixed = replace(A_REQUEST, constraint=Pattern("Siti buys rice"), avoid=("rice", "buys"))
    assert texts(model, [fixed]) == ["Siti buys rice"]


def test_the_way_of_drawing(model: LanguageModel) -> None:
    """At temperature 0, and of one token, every seed gives the same; else it does not."""
    seeds = [replace(A_REQUEST, key=str(seed), seed=seed) for seed in range(6)]
    for same in (Sampling(temperature=0.0), Sampling(top_k=1), Sampling(min_p=1.0)):
        assert len(set(texts(model, [replace(request, sampling=same) for request in seeds]))) == 1
    assert len(set(texts(model, seeds))) >= 5


def test_an_answer_that_ends_where_its_limit_lies(model: LanguageModel) -> None:
    """vLLM counts the token that ends a text: with the limit as it is, a whole answer would pass for one cut off."""
    form = replace(A_REQUEST, constraint=Pattern("[0-9]{8}"))
    (long,) = answers(model, [form])
    (whole,) = answers(model, [replace(form, max_tokens=long.tokens_written)])
    assert (whole.finish_reason, whole.text) == ("stop", long.text)
    (cut,) = answers(model, [replace(form, max_tokens=long.tokens_written - 1)])
    assert (cut.finish_reason, cut.value, cut.tokens_written) == ("length", None, long.tokens_written - 1)


def test_an_engine_that_is_killed(model: LanguageModel) -> None:
    """Catches a command that hangs, and answers that are lost, once vLLM's process is gone."""
    requests = [replace(A_REQUEST, key=str(seed), seed=seed) for seed in range(6)]
    for request in requests:
        model.submit(request)
    found = [model.next_completion().request.key]
    for child in psutil.Process().children(recursive=True):
        if "EngineCore" in " ".join([child.name(), *child.cmdline()]):
            child.kill()
    failures = 0
    while len(found) < len(requests):
        try:
            found.append(model.next_completion().request.key)
        except ModelError as exc:
            assert "process has ended" in str(exc)  # noqa: PT017
            failures += 1
    assert sorted(found) == ["0", "1", "2", "3", "4", "5"]
    assert failures == 1


def test_a_group(folder: Path, model: LanguageModel, tmp_path: Path) -> None:
    """From the command to people: stdout is for them alone, whatever vLLM and its processes have to say."""
    model.close()  # the memory is one
    file = tmp_path / "group.yaml"
    file.write_text(yaml.safe_dump(SAMPLE_GROUP.model_dump() | {"persona_count": 2}))
    words = [sys.executable, "-m", "boses_engine", "generate", str(file), "--json", "--no-avatars", "--no-reuse"]
    words += ["--backend", "vllm", "--model", str(folder), "--parallel", "8", "--out", str(tmp_path / "out")]
    here = {"BOSES_HOME": str(tmp_path / "home"), "VLLM_CPU_KVCACHE_SPACE": "1"}
    ended = subprocess.run(
        words, env=os.environ | here, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert len([json.loads(line)["name"] for line in ended.stdout.splitlines()]) == 2
    report = json.loads((tmp_path / "out" / "run.json").read_text())
    assert report["model"] == "tiny"
