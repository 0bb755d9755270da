"""A pipe where a file is expected is refused by every reader; one that waits for it would hang these tests."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from boses_engine.avatars.folder import recognise_folder
from boses_engine.avatars.tensors import read_tensors
from boses_engine.errors import ModelError, StudyError
from boses_engine.library.index import load, read_header
from boses_engine.snapshots.catalogue import CURRENT, listing
from boses_engine.studies.published import load_published
from boses_engine.weights.digest import read_sha256

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")


@pytest.mark.parametrize(
    ("read", "error"),
    [
        (read_tensors, ModelError),
        (read_sha256, ModelError),
        (lambda path: recognise_folder(path.parent), ModelError),
        (lambda path: load_published(str(path), []), StudyError),
    ],
    ids=["tensors", "hash", "folder", "shares"],
)
def test_a_pipe_is_refused(read: Callable[[Path], object], error: type[Exception], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "model_index.json")
    with pytest.raises(error, match="it is a device or pipe, not a file"):
        read(tmp_path / "model_index.json")


def test_what_only_saves_time_is_passed_over(tmp_path: Path) -> None:
    """The index of the library, and the pointer to a snapshot, are read by whoever generates."""
    os.mkfifo(tmp_path / "index")
    assert read_header(tmp_path / "index") is None
    assert load(tmp_path / "index") is None
    (tmp_path / "ID").mkdir()
    os.mkfifo(tmp_path / "ID" / CURRENT)
    assert listing(tmp_path, "ID") == []
