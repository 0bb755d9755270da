"""Broken model files, made from a real one: each ends in one line that says what is wrong, none in a dead process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from boses_engine.errors import ModelError
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.weights.apart import run_apart
from boses_engine.weights.find import find_model

pytestmark = pytest.mark.small_weights

WHOLE = CHECKOUT / "models" / "smollm2-135m-instruct-q4_1.gguf"
GROUP = """\
name: Shop assistants
age_min: 18
age_max: 45
gender: All
location: Da Nang, Vietnam
income_level: Middle
occupation: Shop assistant
persona_count: 1
"""
HEADER_BYTES = 2_000_000  # more than the real file's header has


@pytest.fixture(scope="module")
def real() -> bytes:
    return WHOLE.read_bytes()


@pytest.fixture(scope="module")
def copy(real: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One copy for all tests: 98 MB for each would fill a small disk."""
    path = tmp_path_factory.mktemp("broken") / "broken.gguf"
    path.write_bytes(real)
    yield path
    path.unlink()


@pytest.fixture
def broken(copy: Path, real: bytes) -> Iterator[Path]:
    """The copy, whole at the start; what a test does to it is undone."""
    yield copy
    copy.write_bytes(real)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", CHECKOUT / "models", threads=1)


def patch(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def after(key: bytes, real: bytes) -> int:
    """Where the value of a key begins: behind the key and the four bytes of its type."""
    return real.index(key) + len(key) + 4


def generate(model: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    group = folder / "group.yaml"
    group.write_text(GROUP)
    command = [sys.executable, "-m", "boses_engine", "generate", str(group), "--model", str(model)]
    environment = os.environ | {"BOSES_HOME": str(folder / "home"), "BOSES_MODELS": str(CHECKOUT / "models")}
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_the_copy_is_whole_before_it_is_broken(broken: Path, settings: Settings) -> None:
    """The tests below can fail: what they break passes every check before."""
    weights = find_model(str(broken), "language", settings).hashed(settings)
    assert weights.entry is None
    assert weights.sha256 == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


# Seen without llama.cpp


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "is empty"),
        (3, "is not a GGUF model file"),
        (4, "cut off inside its header"),
        (20, "cut off inside its header"),
        (500, "cut off inside its header"),  # among the model's figures
        (500_000, "cut off inside its header"),  # in the vocabulary
        (1_700_000, "cut off inside its header"),  # in the merges
        (1_775_000, "cut off inside its header"),  # in the table of tensors
        (1_790_000, "is cut off: it has 1,790,000 of at least 98,362,432 bytes"),  # where the data begin
        (50_000_000, "is cut off: it has 50,000,000 of"),
        (98_362_432 - 497_664, "is cut off: it has 97,864,768 of"),  # one tensor of 576 × 1,536 in Q4_1 (20 in 32)
        (98_362_431, "is cut off: it has 98,362,431 of"),
    ],
)
def test_cut_off(length: int, said: str, broken: Path, settings: Settings) -> None:
    """Catches llama.cpp reading past the end of the mapped file, which is a bus error."""
    os.truncate(broken, length)
    with pytest.raises(ModelError, match=said) as caught:
        find_model(str(broken), "language", settings)
    assert str(broken) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("at", "content", "said"),
    [
        (0, b"GGML", "is not a GGUF model file"),
        (0, bytes(HEADER_BYTES), "is not a GGUF model file"),
        (0, b"# Notes on my models\n" * 100, "is not a GGUF model file"),  # a text with the wrong name
        (4, b"\x09", "GGUF version 9"),
        (8, b"\xff" * 8, "header is damaged"),  # the number of tensors
        (16, b"\xff" * 8, "header is damaged"),  # the number of keys
        (24, b"\xff" * 8, "header is damaged"),  # the length of the first key
        (24, bytes(HEADER_BYTES), "does not say its model's architecture|damaged"),
        (64, b"llada", r"\(llada\) is a model for embeddings, pictures or sound"),  # writes by diffusion
        (781, b"\xff", "layer_norm_rms_epsilon of -"),  # loads; an abort at the first token
        (1_770_507, b"\x01", "dimensions|damaged"),  # once kept the reading of the table busy for minutes
    ],
)
def test_damaged_header(at: int, content: bytes, said: str, broken: Path, settings: Settings) -> None:
    patch(broken, at, content)
    with pytest.raises(ModelError, match=said) as caught:
        find_model(str(broken), "language", settings)
    assert str(broken) in str(caught.value)


def test_a_vocabulary_alone(broken: Path, settings: Settings) -> None:
    patch(broken, 8, bytes(8))
    os.truncate(broken, HEADER_BYTES)
    with pytest.raises(ModelError, match="holds no weights, at most a vocabulary"):
        find_model(str(broken), "language", settings)


# Seen by llama.cpp only, in its own process


@pytest.mark.parametrize(
    ("key", "shift", "content", "said"),
    [
        (b"general.architecture", 8, b"lahma", "unknown model architecture: 'lahma'"),
        (b"llama.embedding_length", 0, b"\x41", "token_embd.weight"),
        (b"llama.block_count", -10, b"_coqnt", "key not found in model: llama.block_count"),
        (b"llama.block_count", 2, b"\xff", "GGML_ASSERT"),  # 16 million layers: an abort of the process
        (b"tokenizer.ggml.model", 8, b"gpt9", "unknown tokenizer: 'gpt9'"),
        (b"token_embd.weight", -10, b"heiqht", "tensor 'token_embd.weight' not found"),
        (b"blk.0.ffn_down.weight", 16, b"\x1f", "type"),  # a type that llama.cpp has removed
    ],
)
def test_what_llama_cpp_rejects(
    key: bytes, shift: int, content: bytes, said: str, broken: Path, real: bytes, settings: Settings
) -> None:
    """Catches "failed to load model" without a reason, and aborts that end the run without a word."""
    patch(broken, after(key, real) + shift, content)
    weights = find_model(str(broken), "language", settings)
    with pytest.raises(ModelError, match=said) as caught:
        weights.hashed(settings)
    assert str(broken) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_abort_is_survived(broken: Path, real: bytes) -> None:
    """The case above that aborts does so: run as a program, the same work ends with a signal."""
    patch(broken, after(b"llama.block_count", real) + 2, b"\xff")
    command = [sys.executable, "-m", "boses_engine.weights.llamacpp", "probe", str(broken)]
    environment = os.environ | {"GGML_NO_BACKTRACE": "1"}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.wait(timeout=60) == -signal.SIGABRT
    assert run_apart("probe", str(broken)).startswith("llama-model.cpp:")


@pytest.mark.parametrize(
    ("length", "at", "content", "said"),
    [
        (50_000_000, 0, b"", "is cut off"),
        (None, 64, b"lahma", "unknown model architecture: 'lahma'"),
        (None, 488, b"\xff", "GGML_ASSERT"),
    ],
    ids=["cut off", "unknown architecture", "abort"],
)
def test_the_command_says_it_in_one_line(
    length: int | None, at: int, content: bytes, said: str, broken: Path, tmp_path: Path
) -> None:
    patch(broken, at, content)
    if length is not None:
        os.truncate(broken, length)
    done = generate(broken, tmp_path)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("note: ")]
    assert line.startswith(f"boses: {broken}")
    assert said in line
    assert not (tmp_path / "results").exists()
