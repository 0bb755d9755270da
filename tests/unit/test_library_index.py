"""The index beside brute force, and what becomes of a file that is gone, cut off, changed or another's."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.samples import SAMPLE_GROUP, sample_persona, sample_run

from boses_engine.domain.report import Effort
from boses_engine.library.encoder import DoubleEncoder, unit
from boses_engine.library.index import Header, Index, load, read_header
from boses_engine.library.library import Library
from boses_engine.store import Store

HEADER = Header("double@1", 2, 3, 2, 2, "x")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1_000, 100_000])
def test_the_same_neighbours_as_brute_force(count: int) -> None:
    """Catches an index that only comes near, and candidates mixed up on their way through FAISS."""
    rng = np.random.default_rng(count)
    vectors = unit(rng.standard_normal((count, 96), dtype=np.float32))
    numbers = np.cumsum(rng.integers(1, 4, size=count))
    index = Index(96)
    half = count // 2
    index.add(numbers[:half], vectors[:half])
    index.add(numbers[half:], vectors[half:])
    for query in unit(rng.standard_normal((20, 96))):
        cosines = vectors @ query
        found = index.nearest(query, 10)
        assert [number for number, _ in found] == [int(numbers[at]) for at in np.argsort(-cosines)[:10]]
        asked = rng.permutation(count)[:300]
        np.testing.assert_allclose(index.similarities(query, numbers[asked]), cosines[asked], atol=1e-6)


def test_cosine_is_cosine() -> None:
    """Catches distances, squares or vectors of another length in place of the cosine of an angle."""
    index = Index(2)
    angles = np.radians([0, 60, 90, 180])
    index.add([1, 2, 3, 4], unit(5 * np.column_stack([np.cos(angles), np.sin(angles)])))
    found = index.similarities(unit([[3.0, 0.0]])[0], np.array([4, 2, 9, 1, 3]))
    np.testing.assert_allclose(found, [-1, 0.5, np.nan, 1, 0], atol=1e-6)


def test_the_doubles_vectors_are_of_unit_length() -> None:
    """Catches inner products of an encoder that are no cosines."""
    vectors = DoubleEncoder().encode(["a b c", "c a b", "", "other words"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors[0] @ vectors[1], 1, atol=1e-6)
    assert DoubleEncoder().encode([]).shape == (0, 64)


def test_saved_and_read(tmp_path: Path) -> None:
    """Catches numbers or vectors that come back otherwise."""
    index = Index(3)
    index.add([3, 8], unit([[1, 0, 0], [1, 1, 0]]))
    index.save(tmp_path / "i", HEADER)
    again = load(tmp_path / "i")
    assert again is not None
    assert again.nearest(unit([[1, 0, 0]])[0], 5) == index.nearest(unit([[1, 0, 0]])[0], 5)
    assert read_header(tmp_path / "i") is not None
    assert [path.name for path in tmp_path.iterdir()] == ["i"]


@pytest.mark.parametrize("at", [0, 20, 300, 1024, 1040, 1090, -1])
def test_no_flipped_byte_is_read(tmp_path: Path, at: int) -> None:
    """Catches FAISS being handed bytes that nobody has checked."""
    index = Index(3)
    index.add([3, 8], unit([[1, 0, 0], [1, 1, 0]]))
    file = tmp_path / "i"
    index.save(file, HEADER)
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(content)
    assert load(file) is None
    file.write_bytes(content[: len(content) // 2])
    assert load(file) is None
    file.write_bytes(b"")
    assert load(file) is None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "boses.duckdb") as opened:
        fill(opened, "r-1", range(3))
        yield opened


def fill(store: Store, run_id: str, people: range) -> None:
    store.start_run(run_id, store.add_group(SAMPLE_GROUP), {})
    for slot, index in enumerate(people):
        store.save_persona(run_id, slot, sample_persona(index), Effort())
    store.finish_run(sample_run(run_id=run_id))


class Counting(DoubleEncoder):
    """Counts the texts it encodes."""

    texts = 0

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.texts += len(texts)
        return super().encode(texts)


def found(store: Store, file: Path, encoder: DoubleEncoder | None = None) -> list[str]:
    text = store.personas()[1].identity.wants
    return [key for key, _ in Library(store, encoder or DoubleEncoder(), file).search(text, 2)]


def test_rebuilt_when_gone_stale_or_anothers(store: Store, tmp_path: Path) -> None:
    """Catches an old index answering for new people, or vectors of two encoders compared."""
    file = tmp_path / "library.index"
    first = found(store, file)
    written = file.read_bytes()
    assert found(store, file) == first
    file.unlink()
    assert found(store, file) == first
    assert file.read_bytes() == written
    fill(store, "r-2", range(3, 6))
    encoder = Counting()
    library = Library(store, encoder, file)
    assert len(library.index()) == 6
    assert encoder.texts == 3  # the others' vectors are in the store
    assert len(load(file) or ()) == 6
    file.write_bytes(written)  # a copy put back: three more came since
    assert len(Library(store, encoder, file).index()) == 6
    assert encoder.texts == 3
    other = Counting("double@2")
    assert found(store, file, other) == found(store, file)
    assert other.texts == 6 + 1
    assert len(store.members()) == 6


def test_whoever_is_deleted_is_not_found(store: Store, tmp_path: Path) -> None:
    """Catches an index that still names people whose records are gone."""
    file = tmp_path / "library.index"
    library = Library(store, DoubleEncoder(), file)
    assert len(library.index()) == 3
    store.delete_group(SAMPLE_GROUP.name)
    assert library.search("anything", 5) == []
    assert Library(store, DoubleEncoder(), file).search("anything", 5) == []


def test_damage_is_repaired_and_nobody_lost(store: Store, tmp_path: Path) -> None:
    """Catches a crash, or an answer from a damaged file."""
    file = tmp_path / "library.index"
    first = found(store, file)
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        assert found(store, file) == first
    assert len(store.members()) == 3


def test_a_place_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    """Catches a full or read-only disk ending a run over a file that only saves time."""
    (tmp_path / "taken").write_text("a file")
    assert len(found(store, tmp_path / "taken" / "library.index")) == 2


WRITING = """
    import sys
    from pathlib import Path
    import numpy as np
    from boses_engine.library.encoder import unit
    from boses_engine.library.index import Header, Index
    index = Index(64)
    count = int(sys.argv[2])
    index.add(np.arange(count), unit(np.random.default_rng(1).standard_normal((count, 64), dtype=np.float32)))
    print("ready", flush=True)
    while True:
        index.save(Path(sys.argv[1]), Header("double@1", 2, 64, count, count - 1, "x"))
"""


@pytest.mark.races
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_while_it_writes(tmp_path: Path) -> None:
    """Catches a file that is written in place, and is half a file after kill -9."""
    file = tmp_path / "i"
    program = textwrap.dedent(WRITING)
    whole = 0
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(file), "20000"],
            stdout=subprocess.PIPE,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            with_delay = [0.0, 0.003, 0.01, 0.02, 0.05, 0.3][turn]
            try:
                child.wait(with_delay or 0.001)
            except subprocess.TimeoutExpired:
                child.kill()
        if file.exists():
            index = load(file)
            assert index is not None
            assert len(index) == 20000
            whole += 1
    assert whole  # the last one was killed after a whole write
