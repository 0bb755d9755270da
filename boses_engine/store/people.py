"""People in the slots of runs: their records, as they were written, and what they were before they were told anew."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from boses_engine.domain.passport import Reworded, Written
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Effort
from boses_engine.errors import NotFoundError, StoreError
from boses_engine.store.database import Database, as_json, now
from boses_engine.store.groups import find_group
from boses_engine.store.lookup import find_id
from boses_engine.store.makings import insert_origin, origin_of
from boses_engine.store.members import renew_member
from boses_engine.store.records import insert_persona, read_persona, same_person
from boses_engine.store.runs import group_of_run

_PEOPLE = "FROM personas p LEFT JOIN portraits shown ON shown.persona_id = p.id"
PAGE, IN_MEMORY = 200, 1000  # people that are read at a time, and that are kept at once
_HAS_PORTRAIT = "shown.persona_id IS NOT NULL"


def save_persona(
    db: Database, run_id: str, slot: int, persona: Persona, effort: Effort, written: Written | None = None
) -> None:
    """Fill a slot of a run, with what writing the person took and how it was done.

    Raises StoreError when the slot is filled, the person already has a slot of this run, or another record is
    stored under the person's id.
    """
    record, made = persona.model_dump_json(), origin_of(db, run_id, slot, effort, written)
    with db.transaction():
        group = group_of_run(db, run_id)
        check_free(db, run_id, slot)
        twice = db.execute(
            "SELECT slot FROM memberships WHERE run_id = ? AND persona_id = ?", [run_id, persona.id]
        ).fetchone()
        if twice:
            raise StoreError(f"persona {persona.id} already fills slot {twice[0]} of run {run_id}.")
        stored = db.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
        if stored and stored[0] != record:
            if not same_person(read_persona(db, stored[0]), persona):
                raise StoreError(f"another record is stored as persona {persona.id} in {db.path}; it is kept.")
            _make_own(db, persona, record)
        if not stored:
            insert_persona(db, persona, record, now())
        insert_origin(db, persona.id, made)
        values = [run_id, slot, group, persona.id, as_json(effort.as_dict())]
        db.execute("INSERT INTO memberships VALUES (?, ?, ?, ?, ?)", values)


def _make_own(db: Database, persona: Persona, record: str) -> None:
    """A run has made the very person who came in a file before: they are of the run from now on."""
    values = [record, persona.source, persona.id]
    db.execute("UPDATE personas SET record = ?, source = ? WHERE id = ?", values)
    renew_member(db, persona.id, record)


def replace_persona(db: Database, persona: Persona, how: Reworded | None = None) -> None:
    """Put a record in the place of the one with its id, which is kept as an earlier one with `how` it was replaced.

    Raises NotFoundError when there is no such person.
    """
    with db.transaction():
        found = db.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
        if not found:
            raise NotFoundError(f"no persona {persona.id} in {db.path}.")
        db.execute(
            """INSERT INTO earlier_records
               SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ? FROM earlier_records WHERE persona_id = ?""",
            [persona.id, found[0], now(), how.model_dump_json() if how else None, persona.id],
        )
        kept = persona.model_copy(update={"avatar": None, "source": read_persona(db, found[0]).source})
        db.execute(
            "UPDATE personas SET record = ?, schema_version = ? WHERE id = ?",
            [kept.model_dump_json(), kept.schema_version, persona.id],
        )


def earlier_records(db: Database, key: str) -> list[Persona]:
    """What a person was before they were told anew, oldest first; `key` as in `persona()`."""
    rows = db.rows(
        "SELECT record FROM earlier_records WHERE persona_id = ? ORDER BY number", [find_id(db, "persona", key)]
    )
    return [read_persona(db, record) for (record,) in rows]


def finished(db: Database, run_id: str, first: int = 0, most: int | None = None) -> dict[int, tuple[Persona, Effort]]:
    """The filled slots of a run, in order from the one at place `first`, each with its persona and what writing them
    took; who was reused says so in `source`."""
    rows = db.rows(
        f"""SELECT m.slot, p.record, {_HAS_PORTRAIT}, r.slot IS NOT NULL, m.report
            {_PEOPLE} JOIN memberships m ON m.persona_id = p.id LEFT JOIN reuses r USING (run_id, slot)
            WHERE m.run_id = ? ORDER BY m.slot LIMIT ? OFFSET ?""",
        [run_id, most, first],
    )
    return {
        slot: (read_persona(db, record, shown, reused), Effort.of(json.loads(effort)))
        for slot, record, shown, reused, effort in rows
    }


class StoredPeople(Sequence[Persona]):
    """The people of a run in slot order, read a page at a time when they are asked for, while the store is open."""

    def __init__(self, db: Database, run_id: str):
        ((count,),) = db.rows("SELECT count(*) FROM memberships WHERE run_id = ?", [run_id])
        self._count = int(count)
        self._page = lru_cache(maxsize=2)(lambda number: page(db, run_id, number * PAGE, PAGE))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Persona: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Persona, ...]: ...
    def __getitem__(self, at: int | slice) -> Persona | tuple[Persona, ...]:
        found = range(len(self))[at]
        return self._at(found) if isinstance(found, int) else tuple(map(self._at, found))

    def _at(self, at: int) -> Persona:
        number, place = divmod(at, PAGE)
        return self._page(number)[place]


def people_of_run(db: Database, run_id: str) -> Sequence[Persona]:
    """The people of a run, in slot order: a tuple of few, else `StoredPeople`."""
    people = StoredPeople(db, run_id)
    return tuple(people) if len(people) <= IN_MEMORY else people


def personas(db: Database, group: str | None = None) -> list[Persona]:
    """The people of a group's latest run, in slot order; without a group all, oldest first.

    `group` is taken as in `group()`. Raises NotFoundError when there is no such group.
    """
    if group is not None:
        run_id = find_group(db, group).run_id
        return [] if run_id is None else page(db, run_id)
    rows = db.rows(f"SELECT p.record, {_HAS_PORTRAIT} {_PEOPLE} ORDER BY p.saved_at_utc, p.id")
    return [read_persona(db, record, shown) for record, shown in rows]


def people_page(db: Database, group: str | None, first: int, most: int) -> list[Persona]:
    """As `personas()`: up to `most` of them, from the one at place `first`, 0 being the first."""
    if group is not None:
        run_id = find_group(db, group).run_id
        return [] if run_id is None else page(db, run_id, first, most)
    rows = db.rows(
        f"SELECT p.record, {_HAS_PORTRAIT} {_PEOPLE} ORDER BY p.saved_at_utc, p.id LIMIT ? OFFSET ?", [most, first]
    )
    return [read_persona(db, record, shown) for record, shown in rows]


def persona(db: Database, key: str) -> Persona:
    """The person with this id, unique start of an id, or exact name; raises as `group()` does."""
    ((record, shown),) = db.rows(
        f"SELECT p.record, {_HAS_PORTRAIT} {_PEOPLE} WHERE p.id = ?", [find_id(db, "persona", key)]
    )
    return read_persona(db, record, shown)


def people_by_id(db: Database, keys: Sequence[str]) -> list[Persona]:
    """The people with exactly these ids, in their order; those who are not there are left out."""
    rows = db.rows(
        f"SELECT p.id, p.record, {_HAS_PORTRAIT} {_PEOPLE} WHERE p.id IN (SELECT unnest(?::VARCHAR[]))", [list(keys)]
    )
    found = {key: read_persona(db, record, shown) for key, record, shown in rows}
    return [found[key] for key in keys if key in found]


def page(db: Database, run_id: str, first: int = 0, most: int | None = None) -> list[Persona]:
    """A run's people in slot order, all or up to `most`, from the one at place `first`, 0 being the first."""
    return [persona for persona, _ in finished(db, run_id, first, most).values()]


def check_free(db: Database, run_id: str, slot: int) -> None:
    """Raises StoreError where a slot of a run is filled."""
    row = db.execute("SELECT persona_id FROM memberships WHERE run_id = ? AND slot = ?", [run_id, slot]).fetchone()
    if row:
        raise StoreError(f"slot {slot} of run {run_id} is filled already, by persona {row[0]}.")
