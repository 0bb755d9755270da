"""The library's tables: joining, studies, retiring, and moving between machines."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from support.samples import SAMPLE_GROUP, sample_persona, sample_run

from boses_engine.avatars.picture import as_png
from boses_engine.domain.library import Matches, Measure, Merged, Reuse, Track
from boses_engine.domain.passport import Origin
from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.domain.report import Effort
from boses_engine.errors import InputError, NotFoundError, StoreError
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.library.library import Library
from boses_engine.store import Store
from boses_engine.store.library_files import _COLUMNS, _row_sha256
from boses_engine.store.members import content_sha256

RECALL = Measure(name="recall", value=3, low=1, high=5, better="higher")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "boses.duckdb") as opened:
        complete(opened, "r-1", range(3))
        yield opened


def complete(store: Store, run_id: str, people: range, status: str = "complete") -> None:
    store.start_run(run_id, store.add_group(SAMPLE_GROUP), {})
    for slot, index in enumerate(people):
        store.save_persona(run_id, slot, sample_persona(index), Effort())
    store.finish_run(sample_run(run_id=run_id, status=status))


def test_only_a_complete_run_joins(tmp_path: Path) -> None:
    """Catches half a group in the library, or a person there twice after a second finish."""
    with Store(tmp_path / "a.duckdb") as store:
        complete(store, "r-1", range(2), "failed")
        assert store.members() == []
        store.finish_run(sample_run())
        store.finish_run(sample_run())
        assert [track for _, track, _ in store.members()] == [Track(1, None)] * 2


def test_runs_from_before_the_library_join(store: Store) -> None:
    """Catches a store of an earlier version whose people are never found."""
    for table in ("members", "participations", "studies"):
        store._connection.execute(f"DELETE FROM {table}")
    store.join_complete()
    store.join_complete()
    assert [(person.id, track.studies) for person, track, _ in store.members()] == sorted(
        (sample_persona(index).id, 1) for index in range(3)
    )


def test_studies_and_outcomes_sum_up(store: Store) -> None:
    """Catches an outcome's direction lost on the way, or the mean of means."""
    first, second = sample_persona(0).id, sample_persona(1).id
    late = Measure(name="late", value=0.25, low=0, high=1, better="lower")
    store.record_study("Spring", [first, second], [RECALL, late])
    store.record_study("Summer", [first], [RECALL])
    near: Any = pytest.approx  # in the place of a float
    assert store.track(first) == (Track(3, near((0.5 + 0.75 + 0.5) / 3)), False)
    assert store.track(second) == (Track(2, near(0.625)), False)
    assert [(study.kind, study.name, study.outcomes) for study in store.studies(first)] == [
        ("run", SAMPLE_GROUP.name, ()),
        ("outside", "Spring", (RECALL, late)),
        ("outside", "Summer", (RECALL,)),
    ]
    store.record_study("Summer", [second], [])
    with pytest.raises(InputError, match=rf"'Summer' has persona {first} already"):
        store.record_study("Summer", [sample_persona(2).id, first])
    assert store.track(sample_persona(2).id) == (Track(1, None), False)  # the whole record is undone
    assert [person.id for person, _, _ in store.members()][:2] == [second, first]  # three studies each


def test_who_is_not_in_the_library(store: Store) -> None:
    """Catches a typing error recorded as a study of nobody."""
    for act in (lambda: store.record_study("x", ["p-0"]), lambda: store.retire(["p-0"]), lambda: store.track("p-0")):
        with pytest.raises(NotFoundError, match=r"p-0 is not in the library"):
            act()


def test_decisions_are_kept_whole(store: Store) -> None:
    """Catches a reuse without its place in the group, or one that reads back as written anew."""
    store.start_run("r-2", store.groups()[0].id, {"seed": 2})
    person = sample_persona(1)
    matches = Matches("state", 3, "double@1", (Reuse(1, person.id, 2, 0.75, 0.5),))
    assert store.matches("r-2") is None
    store.save_matches("r-2", matches, {1: Effort(fields=6)})
    assert store.matches("r-2") == matches
    assert store.finished("r-2") == {1: (person.model_copy(update={"source": "library"}), Effort(fields=6))}
    assert store.persona(person.id).source == "generated"


def test_moved_to_another_machine(store: Store, tmp_path: Path) -> None:
    """Catches lost studies, doubled people, retired ones coming back, vectors encoded again."""
    first, second, third = (sample_persona(index).id for index in range(3))
    store.record_study("Spring", [first], [RECALL])
    store.retire([second])
    library = Library(store, DoubleEncoder(), tmp_path / "library.index")
    library.index()
    portrait = Portrait(
        first, Painted("painter", "1" * 64, 7, "a face"), 1.5, as_png(np.zeros((8, 8, 3), np.uint8), {})
    )
    store.save_portrait(portrait)
    file = tmp_path / "people.parquet"
    assert store.export_library(file) == 3
    with Store(tmp_path / "other.duckdb") as other:
        complete(other, "r-9", range(2, 3))
        assert other.import_library(file) == Merged(added=2, doubles=1, studies=4)
        assert other.import_library(file) == Merged(added=0, doubles=3, studies=0)
        assert other.persona(first) == store.persona(first)
        assert other.portrait_png(first) == portrait.png
        assert other.track(first) == (Track(2, 0.5), False)
        assert other.track(second) == (Track(1, None), True)
        assert other.track(third)[0].studies == 2
        assert [text for _, text in other.without_vector("double@1")] == [
            text for number, text in store.without_vector("none") if number == 3
        ]
        text = store.persona(first).identity.wants
        there = Library(other, DoubleEncoder(), tmp_path / "other.index").search(text, 1)
        assert there == library.search(text, 1)
        # A person who came alone stays when a group that reused them goes.
        other.delete_group(SAMPLE_GROUP.name)
        assert {person.id for person, _, _ in other.members()} == {first, second}


def test_another_record_under_an_id_is_kept_out(store: Store, tmp_path: Path) -> None:
    """Catches one machine's person written over another's of the same id."""
    file = tmp_path / "people.parquet"
    store.export_library(file)
    with Store(tmp_path / "other.duckdb") as other:
        mine = sample_persona(0).model_copy(update={"quote": "Another one."})
        other.start_run("r-1", other.add_group(SAMPLE_GROUP), {})
        other.save_persona("r-1", 0, mine, Effort())
        merged = other.import_library(file)
        assert (merged.added, merged.doubles) == (2, 0)
        assert merged.refused == (f"{mine.id}: another record stands here under this id",)
        assert other.persona(mine.id) == mine


@pytest.mark.parametrize(
    "change",
    [
        "record = replace(record, 'Manila', 'Cebu')",
        "studies = '[]'",
        "retired = true",
        "vectors = '{}'",
        "row_sha256 = 'x'",
    ],
)
def test_a_changed_export_is_refused_whole(store: Store, tmp_path: Path, change: str) -> None:
    """Catches a record that was edited in the file, or half an import."""
    Library(store, DoubleEncoder(), tmp_path / "library.index").index()
    file, changed = tmp_path / "people.parquet", tmp_path / "changed.parquet"
    store.export_library(file)
    name = change.split(" = ")[0]
    expression = change.split(" = ")[1]
    duckdb.sql(
        f"COPY (SELECT * REPLACE (CASE WHEN persona_id = '{sample_persona(2).id}' THEN {expression} ELSE {name} END "
        f"AS {name}) FROM read_parquet('{file}')) TO '{changed}' (FORMAT parquet)"
    )
    with Store(tmp_path / "other.duckdb") as other:
        with pytest.raises(InputError, match=r"changed\.parquet, row 3: changed after the export"):
            other.import_library(changed)
        assert other.members() == []


ORIGIN = Origin(
    id="r-1", slot=0, project="default", group=SAMPLE_GROUP, library=None, retries=0, checks={}, written=None
).model_dump(mode="json")


def forged(
    target: Path, record: dict[str, Any], png: bytes | None = None, vector: str = "", origin: object = None
) -> None:
    """A library file of one person whose sums are right: made by somebody who means harm."""
    text = json.dumps(record, ensure_ascii=False)
    made_by = {"model": "m", "model_sha256": "1", "seed": 1, "prompt": "p", "seconds": 1.0}
    portrait = None if png is None else json.dumps(made_by | {"png": png.hex()})
    row = [record["id"], content_sha256(text), text, datetime(2026, 1, 1), "default", False, "[]"]
    row += [json.dumps({"double@1": vector} if vector else {}), origin and json.dumps(origin), portrait]
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    with duckdb.connect() as db:
        db.execute(f"CREATE TABLE library ({columns})")
        db.execute(f"INSERT INTO library VALUES ({', '.join('?' * len(_COLUMNS))})", [*row, _row_sha256(row)])
        db.execute(f"COPY library TO '{target}' (FORMAT parquet)")


@pytest.mark.parametrize(
    ("change", "png", "vector", "said"),
    [
        ({"id": "../../PWNED"}, None, "", "is no id of a person"),
        ({"id": "p-0123456789abcdef"}, None, "", "is no id of a person"),
        ({"avatar": "/etc/passwd"}, None, "", "is not where the portrait of"),
        ({"quote": "red \x1b[31m"}, None, "", "control character"),
        ({"name": "\u202eevil"}, None, "", "control character"),
        ({}, b"#!/bin/sh\necho\n", "", "is no whole PNG file"),
        ({}, as_png(np.zeros((8, 8, 3), np.uint8), {})[:40], "", "is no whole PNG file"),
        ({}, as_png(np.zeros((4097, 4096, 3), np.uint8), {}), "", "larger than any that is painted here"),
        ({}, None, "0000c07f", "not of unit length"),
    ],
    ids=["path", "long id", "avatar", "escape", "direction", "script", "cut", "large", "nan"],
)
def test_a_hostile_file_is_refused(
    store: Store, tmp_path: Path, change: dict[str, Any], png: bytes | None, vector: str, said: str
) -> None:
    """Catches a file written outside the folder, an escape that a terminal obeys, a picture that fills the memory."""
    forged(tmp_path / "evil.parquet", sample_persona(7).model_dump(mode="json") | change, png, vector)
    with pytest.raises(InputError, match=r"evil\.parquet, row 1: .*" + said):
        store.import_library(tmp_path / "evil.parquet")
    assert len(store.members()) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slot": 3}, "slot 3 is none of a group of 3"),
        ({"id": "r-\x1b[31m"}, "control character"),
        ({"group": {}}, "Field required"),
    ],
    ids=["slot", "escape", "group"],
)
def test_a_hostile_origin_is_refused(store: Store, tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """Catches a place outside the group that a replay would look for, and an escape in a passport."""
    file, record = tmp_path / "evil.parquet", sample_persona(7).model_dump(mode="json")
    forged(file, record, origin=ORIGIN | change)
    with pytest.raises(InputError, match=r"evil\.parquet, row 1: .*" + said):
        store.import_library(file)
    forged(file, record, origin=ORIGIN)
    assert store.import_library(file).added == 1


def test_vectors_of_an_encoder_are_of_one_length(store: Store, tmp_path: Path) -> None:
    """Catches a vector among those here that is shorter than they are: no index could be built any more."""
    first, second = (sample_persona(n).model_dump(mode="json") for n in (7, 8))
    file = tmp_path / "evil.parquet"
    forged(file, first, vector=np.array([1, 0, 0], np.float32).tobytes().hex())
    store.import_library(file)
    forged(file, second, vector=np.array([1, 0], np.float32).tobytes().hex())
    with pytest.raises(InputError, match=r"row 1: the vector of double@1 has 2 numbers, others have 3"):
        store.import_library(file)


def test_a_path_for_an_id_is_not_read_from_a_changed_store(store: Store) -> None:
    """Catches a portrait that is written outside the results folder, whoever put its name into the store."""
    key = sample_persona(0).id
    store.execute("UPDATE personas SET record = replace(record, ?, '../../PWNED') WHERE id = ?", [key, key])
    with pytest.raises(StoreError, match=r"'\.\./\.\./PWNED', which is none"):
        store.persona(key)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all"])
def test_no_export_at_all(store: Store, tmp_path: Path, content: bytes) -> None:
    """Catches DuckDB's words for a file that is none of ours."""
    file = tmp_path / "people.parquet"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"people\.parquet is no whole Parquet file"):
        store.import_library(file)
    duckdb.sql(f"COPY (SELECT 1 AS one) TO '{file}' (FORMAT parquet)")
    with pytest.raises(InputError, match="is no export of a library: it has the columns one"):
        store.import_library(file)
    with pytest.raises(NotFoundError, match="there is no file"):
        store.import_library(tmp_path / "none.parquet")
