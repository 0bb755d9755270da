"""Reading the store again and again, as those do who watch a run: what is remembered is never older than the store."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.samples import SAMPLE_GROUP, sample_persona, sample_run

from boses_engine.domain.report import Effort
from boses_engine.errors import NotFoundError, StoreError
from boses_engine.server.access import caller_of, make_token
from boses_engine.store import Store
from boses_engine.store.remembered import _ANSWERS_MOST

OTHER = SAMPLE_GROUP.model_copy(update={"name": "Manila night shift"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "boses.duckdb") as store:
        yield store


def test_what_is_written_is_read_at_once(store: Store) -> None:
    """Catches a person, status, place in the queue or token that is told as it was before the last write."""
    key = store.add_group(SAMPLE_GROUP)
    assert (store.group(key).generation_status, store.group(key).seed, store.queue()) == ("pending", None, [])
    store.ask_for_run(key, first_seed=4, most=9)
    assert (store.group(key).queued, store.group(key).seed) == (True, 4)
    store.start_run("r-1", key, {"seed": 4})
    assert store.group(key).generation_status == "generating"
    for slot in range(3):
        assert store.group(key).stored == len(store.page("r-1", 0, 50)) == slot
        store.save_persona("r-1", slot, sample_persona(slot), Effort())
    store.finish_run(sample_run())
    store.leave_queue(key, run_id="r-1")
    row = store.group(key)
    assert (row.generation_status, row.stored, row.queued, row.seed, row.run_id) == ("complete", 3, False, 4, "r-1")
    token, text = make_token(store, "field team")
    assert caller_of(store, text) is not None
    store.revoke_token(token.id)
    assert caller_of(store, text) is None
    assert store.projects()[0].groups == 1
    store.delete_group(key)
    assert store.projects()[0].groups == 0
    assert store.group_of_id(key) is None
    with pytest.raises(NotFoundError):
        store.persona(sample_persona(0).id)


def test_a_write_that_failed_is_not_remembered(store: Store) -> None:
    """Catches rows that were read within a transaction and outlive its rollback."""
    key = store.add_group(SAMPLE_GROUP)
    store.add_group(OTHER)

    def change_and_fail() -> None:
        with store.transaction() as connection:
            connection.execute("UPDATE groups SET name = 'changed' WHERE id = ?", [key])
            assert store.rows("SELECT name FROM groups WHERE id = ?", [key]) == [("changed",)]
            raise StoreError("not to be")

    assert store.rows("SELECT name FROM groups WHERE id = ?", [key]) == [(SAMPLE_GROUP.name,)]
    with pytest.raises(StoreError):
        change_and_fail()
    assert store.rows("SELECT name FROM groups WHERE id = ?", [key]) == [(SAMPLE_GROUP.name,)]


def test_what_was_given_can_be_changed(store: Store) -> None:
    """Catches a caller who empties the list that the next one is given."""
    store.add_group(SAMPLE_GROUP)
    store.rows("SELECT name FROM groups").clear()
    store.rows("SELECT name FROM groups").clear()
    assert store.rows("SELECT name FROM groups") == [(SAMPLE_GROUP.name,)]


@pytest.mark.slow
def test_the_memory_has_an_end(store: Store) -> None:
    """Catches a server that grows with every page that is ever asked for."""
    for number in range(_ANSWERS_MOST + 50):
        assert store.group_of_id(f"g-{number}") is None
    assert len(store._remembered) == _ANSWERS_MOST
    store.add_group(SAMPLE_GROUP)
    assert not len(store._remembered)


@pytest.mark.races
def test_readers_beside_a_writer_see_every_write(store: Store) -> None:
    """Catches an answer of before a write that is remembered after it: a reader never goes back."""
    key = store.add_group(SAMPLE_GROUP)
    store.start_run("r-1", key, {"seed": 1})
    over, seen = threading.Event(), [list[int](), list[int]()]

    def read(found: list[int]) -> None:
        while not over.is_set():
            found.append(store.group(key).stored)

    readers = [threading.Thread(target=read, args=(found,)) for found in seen]
    for reader in readers:
        reader.start()
    for slot in range(15):
        store.save_persona("r-1", slot, sample_persona(slot), Effort())
        assert store.group(key).stored == slot + 1
    over.set()
    for reader in readers:
        reader.join()
    assert all(found == sorted(found) for found in seen)


def test_an_earlier_run_that_is_asked_for_again_is_the_latest(store: Store) -> None:
    """Catches a group that shows another run than the one that was asked for last, or stays pending after it."""
    key = store.add_group(SAMPLE_GROUP)
    for seed in (1, 2):
        store.ask_for_run(key, first_seed=1, most=9, seed=seed, regenerate=True)
        store.start_run(f"r-{seed}", key, {"seed": seed})
        store.save_persona(f"r-{seed}", 0, sample_persona(seed), Effort())
        store.finish_run(sample_run(run_id=f"r-{seed}"))
        store.leave_queue(key, run_id=f"r-{seed}")
    assert (store.group(key).run_id, store.group(key).seed) == ("r-2", 2)
    store.ask_for_run(key, first_seed=1, most=9, seed=1, regenerate=True)
    store.leave_queue(key, run_id="r-1")  # all of it is there: it is not begun again
    row = store.group(key)
    assert (row.run_id, row.seed, row.generation_status, row.queued) == ("r-1", 1, "complete", False)
    assert [person.id for person in store.personas(key)] == [sample_persona(1).id]
