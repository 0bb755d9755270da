"""The store against a real DuckDB file: keeping, finding, deleting, upgrading, exporting, and being killed."""

import csv
import io
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import crash
from support.forked import Forked
from support.samples import SAMPLE_GROUP, sample_persona, sample_run
from support.snapshot_files import sample_signal, sample_snapshot

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Effort
from boses_engine.errors import InputError, NotFoundError, StoreBusyError, StoreError
from boses_engine.exports.export import export
from boses_engine.store import RunRow, Store, group_id
from boses_engine.store.connection import memory_connection, open_database
from boses_engine.store.migrations import MIGRATIONS, Migration, schema_version
from boses_engine.store.rows import QueuedRun
from boses_engine.store.tables import write_table

SETTINGS = {"seed": 7, "model": "sample-model"}
OTHER_GROUP = SAMPLE_GROUP.model_copy(update={"name": "Manila night shift"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "boses.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as store:
        yield store


def begin(store: Store, group: Group = SAMPLE_GROUP, run_id: str = "r-1") -> str:
    key = store.add_group(group)
    store.start_run(run_id, key, SETTINGS)
    return key


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store._connection.execute(sql).fetchall()


# Groups and runs


def test_the_same_definition_is_the_same_group(store: Store) -> None:
    """Catches: an id that depends on time, field order or process; a second add that resets the status."""
    key = begin(store)
    assert key == store.add_group(SAMPLE_GROUP) == group_id(SAMPLE_GROUP)
    assert key.startswith("g-")
    assert len(key) == 14
    assert store.group(key).generation_status == "generating"
    assert store.add_group(SAMPLE_GROUP, project="other") != key
    assert store.add_group(SAMPLE_GROUP.model_copy(update={"age_max": 36})) != key
    assert [row.project for row in store.groups()] == ["default", "other", "default"]
    assert query(store, "SELECT name FROM projects ORDER BY name") == [("default",), ("other",)]


def test_a_group_id_does_not_change_between_versions() -> None:
    """Catches: a change of the hash that would orphan every stored group."""
    assert group_id(SAMPLE_GROUP) == "g-e80aa23e3064"


def test_a_run_goes_from_pending_to_complete_with_its_group(store: Store) -> None:
    """Catches: a status of run and group that disagree, a report that is lost."""
    key = store.add_group(SAMPLE_GROUP)
    assert store.group(key).generation_status == "pending"
    assert store.run("r-1") is None
    store.start_run("r-1", key, SETTINGS)
    store.start_run("r-1", key, dict(reversed(SETTINGS.items())))
    assert store.run("r-1") == RunRow("r-1", key, "generating", SETTINGS, None)
    store.finish_run(sample_run(status="failed", retries=9))
    failed = store.run("r-1")
    assert failed is not None
    assert (failed.status, store.group(key).generation_status) == ("failed", "failed")
    store.start_run("r-1", key, SETTINGS)
    report = sample_run(retries=2, checks={"ñ": 1})
    store.finish_run(report)
    assert store.run("r-1") == RunRow("r-1", key, "complete", SETTINGS, report)
    assert store.group(key).generation_status == "complete"


def test_a_run_is_not_continued_with_other_settings_or_another_group(store: Store) -> None:
    """Catches: people of two models or two segments mixed under one run."""
    begin(store)
    with pytest.raises(StoreError, match="other settings"):
        store.start_run("r-1", group_id(SAMPLE_GROUP), {"seed": 8})
    other = store.add_group(OTHER_GROUP)
    with pytest.raises(StoreError, match=f"belongs to group {group_id(SAMPLE_GROUP)}"):
        store.start_run("r-1", other, SETTINGS)
    assert store.group(other).generation_status == "pending"
    with pytest.raises(NotFoundError, match="no group g-nowhere"):
        store.start_run("r-2", "g-nowhere", SETTINGS)


@pytest.mark.parametrize("status", ["done", ""])
def test_no_other_status_gets_in(store: Store, status: str) -> None:
    """Catches: a missing CHECK; and a run that is changed although its group could not be."""
    key = begin(store)
    with pytest.raises(StoreError, match="CHECK"):
        store.finish_run(sample_run().model_copy(update={"status": status}))
    run = store.run("r-1")
    assert run is not None
    assert (run.status, store.group(key).generation_status) == ("generating", "generating")


# Slots


def test_a_person_comes_back_byte_for_byte(store: Store, path: Path) -> None:
    """Catches: a JSON column that reorders or re-escapes, a float or accent that changes, a slot order by insertion."""
    begin(store)
    odd = sample_persona(0, name='Íñigo "Bong" O\'Hara 😀', quote="line one\nline two\ttab \\ slash")
    store.save_persona("r-1", 2, odd, Effort(retries=1))
    store.save_persona("r-1", 0, sample_persona(1), Effort())
    store.close()
    with Store(path) as again:
        assert list(again.finished("r-1").items()) == [
            (0, (sample_persona(1), Effort())),
            (2, (odd, Effort(retries=1))),
        ]
        assert query(again, f"SELECT record FROM personas WHERE id = '{odd.id}'") == [(odd.model_dump_json(),)]
        assert again.page("r-1") == [sample_persona(1), odd]
        assert again.group(SAMPLE_GROUP.name).stored == 2


def test_people_of_before_storylines_are_read_as_they_were(store: Store) -> None:
    """Catches: a store whose people cannot be shown any more after an upgrade, or come out with what they never had."""
    begin(store)
    person = sample_persona(1)
    store.save_persona("r-1", 0, person, Effort())
    record = person.model_dump(mode="json") | {"schema_version": 4}
    for key in ("storyline", "road", "decides"):
        del record["life"][key]
    del record["provenance"]["worded_by_code"]
    store._connection.execute("UPDATE personas SET schema_version = 4, record = ?", [json.dumps(record)])
    found = store.persona(person.id)
    assert (found.schema_version, found.provenance.worded_by_code, found.life.storyline) == (4, (), "")
    told = {"schema_version", "provenance"}
    assert found.model_dump(exclude=told) == person.model_dump(exclude=told)


def test_a_slot_is_filled_once(store: Store) -> None:
    """Catches: a second writer that replaces a person, or leaves a person without a membership behind."""
    begin(store)
    store.save_persona("r-1", 0, sample_persona(0), Effort())
    with pytest.raises(StoreError, match="slot 0 of run r-1 is filled already"):
        store.save_persona("r-1", 0, sample_persona(1), Effort())
    with pytest.raises(StoreError, match="already fills slot 0"):
        store.save_persona("r-1", 1, sample_persona(0), Effort())
    with pytest.raises(StoreError, match="no run r-9"):
        store.save_persona("r-9", 0, sample_persona(1), Effort())
    assert store.personas() == [sample_persona(0)]


def test_one_person_in_two_groups(store: Store) -> None:
    """Catches: a reused person stored twice, or silently replaced by a different one of the same id."""
    begin(store)
    begin(store, OTHER_GROUP, "r-2")
    store.save_persona("r-1", 0, sample_persona(0), Effort())
    store.save_persona("r-2", 5, sample_persona(0), Effort())
    assert store.personas() == [sample_persona(0)]
    assert store.personas(OTHER_GROUP.name) == [sample_persona(0)]
    begin(store, OTHER_GROUP, "r-3")
    with pytest.raises(StoreError, match="another record"):
        store.save_persona("r-3", 0, sample_persona(0, age=30), Effort())
    assert store.finished("r-3") == {}


def test_the_people_of_a_group_are_those_of_its_latest_run(store: Store) -> None:
    """Catches: people of an old run in an export, and an order that follows the id of a run instead of its start."""
    key = begin(store, run_id="r-b")
    store.save_persona("r-b", 0, sample_persona(0), Effort())
    begin(store, run_id="r-a")
    store.save_persona("r-a", 0, sample_persona(1), Effort())
    assert store.personas(key) == [sample_persona(1)]
    assert store.page("r-b") == [sample_persona(0)]
    store.start_run("r-b", key, SETTINGS)
    assert store.personas(key) == [sample_persona(0)]
    assert (store.group(key).run_id, store.group(key).stored) == ("r-b", 1)
    assert store.personas(store.add_group(OTHER_GROUP)) == []


# Finding and deleting


def test_a_group_is_found_by_id_start_of_id_or_name(store: Store) -> None:
    """Catches: a prefix that wins over a name, a wildcard in a key, an empty key that means everything."""
    key, other = store.add_group(SAMPLE_GROUP), store.add_group(OTHER_GROUP)
    named_like_an_id = store.add_group(SAMPLE_GROUP.model_copy(update={"name": key[:6]}))
    for asked in (key, key[:7], SAMPLE_GROUP.name):
        assert store.group(asked).id == key
    assert store.group(key[:6]).id == named_like_an_id
    with pytest.raises(InputError, match="several groups") as several:
        store.group("g-")
    assert all(text in str(several.value) for text in (key, other, named_like_an_id))
    with pytest.raises(NotFoundError, match=r"The nearest: Manila night shift \(g-"):
        store.group("manila nightshift")
    for hopeless in ("", "%", "g_"):
        with pytest.raises(NotFoundError, match="It has 3 groups, none"):
            store.group(hopeless)


def test_a_person_is_found_by_id_start_of_id_or_name(store: Store) -> None:
    """Catches: two people of one name taken for one."""
    begin(store)
    people = [sample_persona(0), sample_persona(1), sample_persona(2, name="Jomar Villanueva")]
    for slot, person in enumerate(people):
        store.save_persona("r-1", slot, person, Effort())
    assert store.persona("Maricel Dela Cruz") == store.persona(people[0].id) == people[0]
    assert store.persona(people[1].id[:8]) == people[1]
    with pytest.raises(InputError, match=f"{people[1].id}.*{people[2].id}|{people[2].id}.*{people[1].id}"):
        store.persona("Jomar Villanueva")
    with pytest.raises(NotFoundError, match=r"Maricel Dela Cruz \(p-"):
        store.persona("Marisel de la Cruz")


def test_deleting_a_group_spares_people_of_other_groups(store: Store) -> None:
    """Catches: orphans left behind, shared people taken along, a wrong group hit."""
    key = begin(store)
    begin(store, OTHER_GROUP, "r-2")
    store.save_persona("r-1", 0, sample_persona(0), Effort())
    store.save_persona("r-1", 1, sample_persona(1), Effort())
    store.save_persona("r-2", 0, sample_persona(1), Effort())
    assert store.delete_group(key[:8]).group == SAMPLE_GROUP
    assert [row.group for row in store.groups()] == [OTHER_GROUP]
    assert store.run("r-1") is None
    assert store.personas() == store.personas(OTHER_GROUP.name) == [sample_persona(1)]
    assert query(store, "SELECT run_id, slot FROM memberships") == [("r-2", 0)]
    assert begin(store) == key
    store.save_persona("r-1", 0, sample_persona(0), Effort())
    assert store.personas(key) == [sample_persona(0)]


# Opening


def test_no_extension_is_ever_fetched(store: Store) -> None:
    """Catches: a default of DuckDB that would reach for the network."""
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert query(store, f"SELECT current_setting('{setting}')") == [(False,)]


@pytest.mark.races
def test_a_store_held_by_another_process_is_busy(path: Path) -> None:
    """Catches: a traceback, or a damaged-store message, where waiting is all that is needed."""
    Store(path).close()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()",
            path,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    try:
        holder.stdout.readline()
        with pytest.raises(StoreBusyError, match="boses.duckdb is in use by another process") as busy:
            Store(path)
        if sys.platform == "linux":
            assert f"PID {holder.pid}" in str(busy.value)
    finally:
        holder.communicate(b"\n")
    Store(path).close()


def test_what_is_no_store_is_refused_and_left_alone(path: Path) -> None:
    """Catches: a file of something else overwritten, or opened and filled with our tables."""
    path.parent.mkdir()
    path.write_bytes(b"name,age\n" * 900)
    with pytest.raises(StoreError, match="is not a DuckDB database"):
        Store(path)
    assert path.read_bytes() == b"name,age\n" * 900
    path.unlink()
    with duckdb.connect(str(path)) as foreign:
        foreign.execute("CREATE TABLE sales (amount INTEGER)")
    with pytest.raises(StoreError, match="database of something else"):
        Store(path)
    with duckdb.connect(str(path)) as foreign:
        assert foreign.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("sales",)]
    with pytest.raises(StoreError, match="it is a folder"):
        Store(path.parent)
    with pytest.raises(StoreError, match="cannot create the store"):
        Store(path / "below" / "a.duckdb")


def test_a_damaged_store_says_so(path: Path) -> None:
    """Catches: a raw DuckDB error for a truncated file or flipped bits; a bad block taken for a lock."""
    with Store(path) as store:
        begin(store)
        for slot in range(30):
            store.save_persona("r-1", slot, sample_persona(slot), Effort())
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[3 * 4096 :: 61] = bytes(255 - byte for byte in flipped[3 * 4096 :: 61])
    for damaged in (whole[: len(whole) // 2], bytes(flipped)):
        path.write_bytes(damaged)
        with (
            pytest.raises(StoreError, match="boses.duckdb cannot be read or written.*put a copy back"),
            Store(path) as s,
        ):
            s.personas()


# Migrations

ADD_NOTE = Migration(
    len(MIGRATIONS) + 1,
    "notes on groups",
    "ALTER TABLE groups ADD COLUMN note VARCHAR; UPDATE groups SET note = 'of ' || name;",
)
BROKEN = Migration(len(MIGRATIONS) + 2, "broken", "DROP TABLE memberships; UPDATE groups SET nothing = 1;")


def test_a_store_of_version_1_is_upgraded_in_place(path: Path) -> None:
    """Catches: an upgrade that loses people, runs twice, or does not record itself."""
    open_database(path, MIGRATIONS[:1]).close()
    with Store(path) as store:
        begin(store)
        store.save_persona("r-1", 0, sample_persona(0), Effort(fields=1))
    for _ in range(2):
        connection = open_database(path, (*MIGRATIONS, ADD_NOTE))
        assert schema_version(connection) == ADD_NOTE.version
        assert connection.execute("SELECT name, note FROM groups").fetchall() == [
            (SAMPLE_GROUP.name, f"of {SAMPLE_GROUP.name}")
        ]
        assert connection.execute("SELECT record FROM personas").fetchall() == [(sample_persona(0).model_dump_json(),)]
        assert connection.execute("SELECT version FROM schema_migrations ORDER BY 1").fetchall() == [
            (step.version,) for step in (*MIGRATIONS, ADD_NOTE)
        ]
        connection.close()
    with pytest.raises(StoreError, match=rf"newer Boses Engine \(schema {ADD_NOTE.version}; this one knows"):
        Store(path)


def test_a_store_with_failed_people_forgets_them_and_keeps_the_rest(path: Path) -> None:
    """Catches: an upgrade that stumbles over rows, and a queue that loses its order, its seeds or its times."""
    person, day = sample_persona(0), "2026-01-02 03:04:05"
    facts = [1, person.name, 30, "Female", "Manila", "PH", "clerk", "Middle", "generated", person.model_dump_json()]
    before = open_database(path, MIGRATIONS[:5])
    for table, *values in (  # one of two people failed; the group waits to be tried again, behind a new one
        ("groups", "g-5", "default", SAMPLE_GROUP.name, SAMPLE_GROUP.model_dump_json(), "pending", day, None),
        ("groups", "g-6", "default", OTHER_GROUP.name, OTHER_GROUP.model_dump_json(), "pending", day, None),
        ("runs", "r-5", "g-5", 1, "failed", '{"seed": 5}', '{"failures": {"1": "wants: cut off"}}', day, day),
        ("personas", person.id, *facts, day),
        ("memberships", "r-5", 0, "g-5", person.id, "{}"),
        ("failures", "r-5", 1, "wants: cut off", '{"wants": 6}', "{}"),
        ("queue", 4, "g-5", 5, True, day),
        ("queue", 3, "g-6", 6, False, day),
    ):
        before.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    before.close()
    with Store(path) as store:
        assert store.queue() == [QueuedRun(3, "g-6", 6, "default"), QueuedRun(4, "g-5", 5, "default")]
        assert store.finished("r-5") == {0: (person, Effort())}
        assert store.run("r-5") == RunRow("r-5", "g-5", "failed", {"seed": 5}, None)
        assert query(store, "SELECT table_name FROM duckdb_tables() WHERE table_name = 'failures'") == []
        store.leave_queue("g-6", failure="no model")
        store.ask_for_run("g-6", first_seed=7, most=2)
        assert store.queue()[-1].seed == 7
        assert store.delete_group("g-5").queued
        assert [row.id for row in store.groups()] == ["g-6"]


def test_a_step_that_fails_midway_leaves_the_store_as_it_was(path: Path) -> None:
    """Catches: a step half done (its first statement drops a table), and an earlier one kept, so that the engine that
    wrote the store can no longer open it.
    """
    with Store(path) as store:
        begin(store)
        store.save_persona("r-1", 4, sample_persona(0), Effort())
    with pytest.raises(StoreError, match=rf"to schema {BROKEN.version} \(broken\)"):
        open_database(path, (*MIGRATIONS, ADD_NOTE, BROKEN))
    connection = open_database(path)
    assert schema_version(connection) == MIGRATIONS[-1].version
    assert connection.execute("SELECT run_id, slot FROM memberships").fetchall() == [("r-1", 4)]
    connection.close()


def test_a_creation_that_fails_leaves_no_file(path: Path) -> None:
    """Catches: an empty file that is later refused as no database."""
    with pytest.raises(StoreError, match="to schema 1"):
        open_database(path, (Migration(1, "broken", "CREATE TABEL x;"),))
    assert list(path.parent.iterdir()) == []


# Snapshots


def test_a_snapshot_is_kept_once_with_its_signals(store: Store) -> None:
    snapshot, later = sample_snapshot("ID"), sample_snapshot("ID", day=date(2024, 6, 30))
    assert [store.save_snapshot(each) for each in (snapshot, later, snapshot)] == [True, True, False]
    store.save_snapshot(sample_snapshot("VN", sample_signal("VN", share=None, rating=None, period=None)))
    assert store.snapshot(snapshot.version) == snapshot
    assert [market for market, _ in store.snapshots()] == ["ID", "ID", "VN"]
    assert store.snapshots()[0] == ("ID", later.version)
    assert query(store, "SELECT id, rows, share, last_date FROM signals WHERE version LIKE '2024-06-30-%'") == [
        ("ID/app store/shipping-cost", 120, 0.12, date(2024, 6, 30)),
        ("ID/app store/app-crash", 300, 0.3, date(2024, 6, 30)),
    ]
    assert query(store, "SELECT share, rating_mean, first_date FROM signals WHERE market = 'VN'") == [
        (None, None, None)
    ]
    with pytest.raises(NotFoundError, match=f"no snapshot 2024 .*it has: {later.version}, {snapshot.version}"):
        store.snapshot("2024")


def test_the_order_in_which_rows_were_set_aside_is_no_other_snapshot(store: Store) -> None:
    """Catches: comparing texts, when a built snapshot and the same read from its file differ in a map's order."""
    snapshot = sample_snapshot("ID")
    (source,) = snapshot.built_from.sources
    turned = source.model_copy(update={"set_aside": dict(reversed(source.set_aside.items()))})
    store.save_snapshot(snapshot)
    built = snapshot.built_from.model_copy(update={"sources": (turned,)})
    assert store.save_snapshot(snapshot.model_copy(update={"built_from": built})) is False


def test_a_version_keeps_its_content(store: Store, path: Path) -> None:
    """Catches: a snapshot changed behind its name taking the place of the one that people cite."""
    snapshot = sample_snapshot("ID")
    store.save_snapshot(snapshot)
    with pytest.raises(StoreError, match=f"another snapshot is stored as {snapshot.version}"):
        store.save_snapshot(snapshot.model_copy(update={"signals": snapshot.signals[:1]}))
    assert store.snapshot(snapshot.version) == snapshot
    assert query(store, "SELECT count(*) FROM signals") == [(2,)]


# Export


@pytest.fixture
def people(store: Store) -> list[Persona]:
    begin(store)
    people = [sample_persona(0), sample_persona(1, name='Ana, "Nene"\nCruz', location=_NOWHERE), sample_persona(2)]
    for slot, person in enumerate(people):
        store.save_persona("r-1", slot, person, Effort())
    return people


_NOWHERE = {"city": "Ñuñoa", "region": None, "country": "Chile", "country_code": "CL"}


def test_jsonl_is_the_records(store: Store, people: list[Persona], tmp_path: Path) -> None:
    """Catches: records that are re-serialised another way than they were made."""
    target = tmp_path / "all.jsonl"
    assert export(store.personas(SAMPLE_GROUP.name), target) == 3
    assert target.read_bytes() == b"".join(person.model_dump_json().encode() + b"\n" for person in people)
    stream = io.BytesIO()
    export(store.personas(), stream)
    assert stream.getvalue() == target.read_bytes()


def test_csv_has_dotted_columns_and_survives_quotes(store: Store, people: list[Persona], tmp_path: Path) -> None:
    """Catches: lost nesting, unquoted commas or line breaks, columns that do not match their cells."""
    export(store.personas(), tmp_path / "all.csv", "csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["name"] for row in rows] == [person.name for person in people]
    assert None not in rows[1]
    assert rows[1]["location.city"] == "Ñuñoa"
    assert rows[1]["location.region"] == ""
    assert rows[0]["income.household_monthly"] == "62000"
    assert rows[0]["psychographics.decision_style"] == "price and value conscious"
    assert json.loads(rows[0]["household.children"]) == [5]
    assert json.loads(rows[0]["brand_relationships"])[3]["brand"] == "Globe"
    assert rows[0]["provenance.model"] == "sample-model"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Catches text of a model or a group file that a spreadsheet works out."""
    stream, answers = io.BytesIO(), io.BytesIO()
    export([sample_persona().model_copy(update={"quote": text})], stream, "csv")
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    write_table([json.dumps({"text": text, "value": -1})], {"text": "VARCHAR", "value": "BIGINT"}, answers, "csv")
    (answer,) = csv.DictReader(io.StringIO(answers.getvalue().decode(), newline=""))
    assert row["quote"] == answer["text"] == f"'{text}"
    assert answer["value"] == "-1"


def test_parquet_holds_the_same_values_nested(store: Store, people: list[Persona], tmp_path: Path) -> None:
    """Catches: flattened or stringified columns, wrong types, a changed order, lost nulls."""
    target = tmp_path / "it's all.parquet"
    export(store.personas(), target, "parquet")
    with memory_connection() as connection:
        relation = connection.execute("SELECT * FROM read_parquet(?)", [str(target)])
        names = [column[0] for column in relation.description]
        rows = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
        nested = connection.execute(
            "SELECT location.city, brand_relationships[1].brand FROM read_parquet(?)", [str(target)]
        ).fetchone()
    assert rows == [json.loads(person.model_dump_json()) for person in people]
    assert nested == ("Manila", "Jollibee")


@pytest.mark.parametrize(("format", "rows"), [("jsonl", 0), ("csv", 1), ("parquet", 0)])
def test_an_empty_selection_is_a_valid_file(tmp_path: Path, format: str, rows: int) -> None:
    """Catches: a crash or a file without columns where a group has no people yet."""
    target = tmp_path / f"none.{format}"
    assert export([], target, format) == 0
    if format == "parquet":
        with memory_connection() as connection:
            relation = connection.execute("SELECT * FROM read_parquet(?)", [str(target)])
            assert relation.description[0][0] == "schema_version"
            assert relation.fetchall() == []
    else:
        assert len(target.read_text().splitlines()) == rows


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Catches: a target that is truncated first, a temporary file left behind, a raw OSError."""
    target = tmp_path / "all.csv"
    target.write_text("old")
    with pytest.raises(InputError, match="unknown export format 'xml': choose one of jsonl, csv, parquet"):
        export([sample_persona()], target, "xml")
    with pytest.raises(AttributeError):
        export([sample_persona(), "no person"], target, "csv")  # type: ignore[list-item]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(InputError, match="cannot write .*absent"):
        export([], tmp_path / "absent" / "all.csv", "csv")


# Being killed


# Where a process that saves people one after another is killed, each time anew on the same store: the moment, at which
# time, and how many people are kept since the kill before.
KILLS = (
    ("os.link boses.duckdb", 1, 0),  # the store is made, but not in its place
    ("os.remove", 2, 0),  # it is in its place, but its making has not ended
    ("commit start_run", 1, 0),
    ("commit save_persona", 1, 0),
    ("saved", 1, 1),
    ("commit save_persona", 3, 2),
    ("saved", 5, 5),
)


@pytest.fixture
def killed(path: Path, tmp_path: Path) -> Path:
    """A store whose processes were killed in the middle of everything that they do."""
    path.parent.mkdir()
    kept = 0
    for moment, number, new in KILLS:
        process, watch = Forked.watched(crash.main, path, said=tmp_path / "stderr.txt")
        watch.until(moment, number)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        kept += new
        assert watch.count("saved") == new
        copy = tmp_path / "copy"  # opening the store itself would mend what the next process has to mend
        shutil.copytree(path.parent, copy)
        assert _people(copy / path.name) == kept, (moment, number)
        shutil.rmtree(copy)
    return path


@pytest.mark.races
@pytest.mark.slow
def test_whoever_was_reported_is_there_after_kill_9(killed: Path) -> None:
    """Catches a save that returns before it is on disk, a log that does not replay, half or doubled people."""
    assert _people(killed) == sum(new for _, _, new in KILLS)


@pytest.mark.slow
def test_a_log_that_was_cut_off_gives_the_people_before(killed: Path, tmp_path: Path) -> None:
    """Catches a store that cannot be opened, or has half a person, after a write that a crash cut short."""
    log = killed.with_name(f"{killed.name}.wal")
    whole, counts = log.read_bytes(), []
    for part in range(11):
        log.write_bytes(whole[: len(whole) * part // 10])
        copy = tmp_path / str(part)
        shutil.copytree(killed.parent, copy)
        counts.append(_people(copy / killed.name))
    assert counts == sorted(counts)
    assert counts[0] < counts[5] < counts[10] == sum(new for _, _, new in KILLS)


def _people(path: Path) -> int:
    """How many people the store has after a crash; all of them are whole, the first of those that were saved."""
    if not path.exists():
        return 0
    with Store(path) as store:
        stored = store.finished(crash.RUN)
        assert list(stored) == list(range(len(stored)))
        for slot, (persona, report) in stored.items():
            assert (persona, report) == (sample_persona(slot), Effort(fields=slot))
        counts = "SELECT (SELECT count(*) FROM personas), (SELECT count(DISTINCT persona_id) FROM memberships)"
        assert query(store, counts) == [(len(stored), len(stored))]
        return len(stored)
