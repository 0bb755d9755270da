"""YAML that people write: whichever file it is, what is hostile in it is refused with the line, and read nowhere."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from boses_engine.errors import InputError
from boses_engine.groups.file import load_group
from boses_engine.library.outcomes import read_outcomes
from boses_engine.snapshots.reading.hints import read_hints
from boses_engine.studies.file import check_study, load_study

READERS: list[Callable[[Path], object]] = [load_group, load_study, read_hints, read_outcomes]
HOSTILE: list[tuple[str, bytes, str]] = [
    ("an alias", b"a: 1\nb: *x\n", ", line 2: an alias (*x) cannot be used here; write the value itself"),
    ("an anchor", b"a: &x [1]\n", ", line 1: an anchor (&x) cannot be used here; write the value itself"),
    ("a tag", b"a: !!python/name:os.system x\n", ", line 1: a tag (!!python/name:os.system) cannot be used here"),
    ("a merge key", b"a: 1\n<<: {b: 2}\n", ", line 2: a merge key (<<) cannot be used here"),
    ("a key twice", b"a: 1\n'a': 2\n", ", line 2: a is there twice, first in line 1; keep one of them"),
    ("a key twice, deeper", b"a:\n  b: 1\n  b: 2\n", ", line 3, a: b is there twice, first in line 2"),
    ("a list for a key", b"a: 1\n? [b]\n: 2\n", ", line 2: the name of a field must be text; write each line as"),
    ("two documents", b"a: 1\n---\nb: 2\n", ", line 2: a second document begins; keep one in a file"),
    ("deep lists", b"a: " + b"[" * 100_000, ", line 1: there is too much here: "),
    ("deep blocks", b"".join(b" " * i + b"a:\n" for i in range(300)), ", line 10"),
    ("over 256 KiB", b"#" * 262_145, ": is over 256 KiB, and "),
    ("UTF-16", "a: 1".encode("utf-16"), ": is UTF-16 text; save it as UTF-8"),
    ("Latin-1", b"a: 1\nb: \xe9\n", ", line 2: is not UTF-8 text (byte 0xE9); save it as UTF-8"),
    ("NUL", b"a: 1\nb: \0\n", ", line 2: holds the character U+0000; save the file as plain UTF-8 text"),
    ("a tab", b"a:\n\tb: 1\n", ", line 2: is not valid YAML (found character '\\t' that cannot start any token); in"),
    ("an open quote", b'a: "b\n', ", line 1: is not valid YAML (found unexpected end of stream); close the quotation"),
    ("an escape past Unicode", b'a: "\\UFFFFFFFF"\n', ": is not valid YAML; write "),
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize(("data", "told"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_what_is_hostile_is_refused(
    read: Callable[[Path], object], data: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches a reader with a guard less than the others."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(Path("a.yaml"))
    assert str(caught.value).startswith(f"a.yaml{told}")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_only_a_list_of_exports_may_be_empty(tmp_path: Path) -> None:
    """Catches an empty first document that hides what comes after it."""
    path = tmp_path / "a.yaml"
    for text in ("", "# nothing\n", "---\n"):
        path.write_text(text)
        assert read_hints(path) == {}
        for read in (load_group, load_study, read_outcomes):
            with pytest.raises(InputError, match="a.yaml: is empty; "):
                read(path)
    path.write_text("---\n---\na.csv:\n  skip: true\n")
    with pytest.raises(InputError, match="line 2: a second document begins"):
        read_hints(path)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_refused_at_once(read: Callable[[Path], object], tmp_path: Path) -> None:
    """Catches a reader that waits until somebody writes."""
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(InputError, match="is a device or pipe, not a file; "):
        read(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "study, name: must be text, not the yes-or-no value true; put it in quotation marks"),
        (10**30, "study, name: must be text, not a huge number; "),
        (None, "study, name: must be text, not an empty value; "),
        ({"a": 1}, "study, name: must be text, not a block of fields; "),
        ("x" * 300, "study, name: must have at most 200 characters, not 300; shorten it"),
        ("a\u202eb", "study, name: must be without control characters, but holds U+202E; take it out"),
    ],
)
def test_values_of_json_are_told_like_those_of_a_file(value: object, told: str) -> None:
    """Catches a truth that is read as a text, and a message without its field."""
    with pytest.raises(InputError) as caught:
        check_study({"name": value, "questions": [{"id": "a", "kind": "open", "text": "Why?"}]})
    assert str(caught.value).startswith(told)


def test_json_nested_too_deep_is_told() -> None:
    """Catches a RecursionError."""
    value: object = []
    for _ in range(2_000):
        value = [value]
    with pytest.raises(InputError, match="is nested too deep; a study file has a name and questions"):
        check_study({"name": value})
