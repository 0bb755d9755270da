"""CLIP's vocabulary, which single files are read with."""

import gzip
from pathlib import Path

import pytest

from boses_engine.avatars.vocabulary import MERGES, read_vocabulary
from boses_engine.errors import ModelError
from boses_engine.settings import Settings
from boses_engine.weights.manifest import load_manifest


def vocabulary_file(path: Path, merges: int) -> Path:
    lines = ["#version: 0.2", *(f"a{number} b" for number in range(merges)), "past the end"]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_numbers_follow_from_the_order(tmp_path: Path) -> None:
    """CLIP's own numbers: letters from 0, at the end of a word from 256, merges from 512, the marks last."""
    tokens, merges = read_vocabulary(vocabulary_file(tmp_path / "v.gz", MERGES))
    assert len(tokens) == 49_408
    assert [tokens[each] for each in ("!", "a", "~", "¡", "ÿ", "!</w>", "a</w>")] == [0, 64, 93, 94, 187, 256, 320]
    assert tokens["Ā"] == 188  # the byte 0, the first that does not print for itself
    assert (tokens["a0b"], merges[0], len(merges)) == (512, ("a0", "b"), MERGES)
    assert (tokens["<|startoftext|>"], tokens["<|endoftext|>"]) == (49_406, 49_407)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot read|holds 0 merges"),
        (b"plain text", "cannot read CLIP's vocabulary"),
        (gzip.compress(b"#version\na b\n", mtime=0), "holds 1 merges, CLIP's vocabulary has 48,894"),
        (gzip.compress(b"x" * 9999, mtime=0)[:-9], "cannot read CLIP's vocabulary"),
    ],
)
def test_another_file_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "v.gz").write_bytes(content)
    with pytest.raises(ModelError, match=said):
        read_vocabulary(tmp_path / "v.gz")


def test_the_real_one_gives_the_published_tokens() -> None:
    """Where it was fetched: "a photo of a cat" is 320 1125 539 320 2368 in every implementation of CLIP."""
    settings = Settings.from_env()
    entry = next(entry for entry in load_manifest(settings) if entry.role == "vocabulary")
    if not entry.path(settings).is_file():
        pytest.skip("not fetched: python -m boses_engine models pull clip-vocabulary")
    tokens, _ = read_vocabulary(entry.path(settings))
    assert [tokens[f"{word}</w>"] for word in "a photo of a cat".split()] == [320, 1125, 539, 320, 2368]
