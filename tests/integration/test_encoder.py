"""The default embedding model itself, and broken folders in its place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from boses_engine.domain.library import identity_text
from boses_engine.errors import ModelError
from boses_engine.library.sentence import SentenceEncoder
from boses_engine.settings import Settings
from boses_engine.weights.find import find_model

ALIKE = (
    "She wants a fridge that lasts, compares three shops and pays in cash.",
    "Before she buys a washing machine she looks at several stores, and she never uses credit.",
)
OTHER = "He collects sneakers and buys the newest pair the day it comes out."


def encoder(threads: int = 1) -> SentenceEncoder:
    found = find_model(None, "embedding", Settings.from_env()).hashed(Settings.from_env())
    return SentenceEncoder(found.path, name=found.name, sha256=found.sha256 or "", threads=threads)


@pytest.mark.encoder
def test_texts_of_one_meaning_are_alike() -> None:
    """Catches another pooling, vectors of another length, or a cosine that only counts words."""
    made = encoder()
    assert made.id.startswith("all-MiniLM-L6-v2@")
    vectors = made.encode([*ALIKE, OTHER])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > 0.4
    assert cosines[0, 1] > cosines[0, 2] + 0.05
    assert made.encode([]).shape == (0, 384)
    np.testing.assert_allclose(made.encode(ALIKE[:1])[0], vectors[0], atol=1e-5)  # whatever stands beside it


@pytest.mark.encoder
def test_nothing_is_asked_of_a_network(tmp_path: Path) -> None:
    """Catches a look for a newer model, which hangs where there is no network."""
    program = (
        "import socket\n"
        "def refuse(*words, **more): raise AssertionError('a connection')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from test_encoder import encoder\n"
        "print(encoder().encode(['a text']).shape)\n"
    )
    path = f"{Path(__file__).parent}{os.pathsep}{Path(__file__).parents[2]}"
    environment = os.environ | {"PYTHONPATH": path, "HF_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "(1, 384)\n"), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.encoder
def test_a_damaged_model_is_told_in_one_line(tmp_path: Path) -> None:
    """Catches a traceback from one of a dozen libraries."""
    folder = tmp_path / "own"
    shutil.copytree(find_model(None, "embedding", Settings.from_env()).path, folder)
    (folder / "model.safetensors").write_bytes(b"no weights")
    broken = SentenceEncoder(folder, name="own", sha256="0" * 64, threads=1)
    with pytest.raises(ModelError, match=r"own does not load as a sentence-transformers model: .*BOSES_EMBEDDING"):
        broken.encode(["a text"])


def test_a_name_is_no_part_of_what_is_compared() -> None:
    """Catches two people being alike because they are called the same."""
    fields = {
        "wants": "Dinda wants a fan, and Dinda's mother too.",
        "fears": "Putri Dinda fears dust. A Dindara stays.",
    }
    said = identity_text(fields, "Dinda Putri")
    assert said == "Someone wants a fan, and Someone's mother too. Someone fears dust. A Dindara stays."
