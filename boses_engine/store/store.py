"""The store: one DuckDB file with groups, runs, personas, who belongs to what, snapshots, and the persona library."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.errors import ConflictError, NotFoundError, StoreError
from boses_engine.store.database import as_json, now
from boses_engine.store.export import export
from boses_engine.store.library_files import LibraryFiles
from boses_engine.store.lookup import resolve
from boses_engine.store.projects import ProjectTables
from boses_engine.store.queue import QueueTables
from boses_engine.store.rows import GroupRow, RunRow, group_row
from boses_engine.store.snapshots import SnapshotTables
from boses_engine.store.tokens import TokenTables

# Joins and no subqueries of each row: DuckDB plans those ten times as fast, and a server reads these all the time.
_GROUP_ROWS = """
    SELECT g.id, g.project, g.definition, g.generation_status, g.created_at_utc, r.id, coalesce(m.people, 0),
           q.group_id IS NOT NULL, g.reason, q.seed, r.settings
    FROM groups g
    LEFT JOIN (SELECT group_id, arg_max(id, ordinal) AS id, arg_max(settings, ordinal) AS settings
               FROM runs GROUP BY group_id) r ON r.group_id = g.id
    LEFT JOIN (SELECT run_id, count(*) AS people FROM memberships GROUP BY run_id) m ON m.run_id = r.id
    LEFT JOIN queue q ON q.group_id = g.id
"""
_PEOPLE = "FROM personas p LEFT JOIN portraits shown ON shown.persona_id = p.id"
_HAS_PORTRAIT = "shown.persona_id IS NOT NULL"


def group_id(group: Group, project: str = "default") -> str:
    """The id that a group has in every store: the same project and definition give the same one."""
    canonical = json.dumps([project, group.model_dump()], sort_keys=True, ensure_ascii=False)
    return "g-" + hashlib.sha256(canonical.encode()).hexdigest()[:12]


class Store(ProjectTables, QueueTables, TokenTables, SnapshotTables, LibraryFiles):
    """A context manager over the file at `path`; safe to share between the threads of one process.

    Every method that writes does so in one transaction, on disk before it returns. Each may raise StoreError.
    """

    # Groups and runs

    def add_group(self, group: Group, project: str = "default") -> str:
        """Keep a group, pending; gives its id, and changes nothing when it is there already."""
        definition = group.model_dump_json()
        with self._transaction() as connection:
            there = connection.execute(
                "SELECT id FROM groups WHERE project = ? AND definition = ?", [project, definition]
            ).fetchone()
            if there:
                return str(there[0])
            self._add_project(connection, project)
            key, others = group_id(group, project), 1
            while connection.execute("SELECT 1 FROM groups WHERE id = ?", [key]).fetchone():
                others += 1  # a group that was changed keeps the id of what it was
                key = f"{group_id(group, project)}-{others}"
            connection.execute(
                """INSERT INTO groups (id, project, name, definition, generation_status, created_at_utc)
                   VALUES (?, ?, ?, ?, 'pending', ?)""",
                [key, project, group.name, definition, now()],
            )
        return key

    def change_group(self, key: str, group: Group) -> None:
        """Give a group that nobody asked to be generated yet another definition; it keeps its id.

        Raises ConflictError when it was asked for, or its project has a group of this definition.
        """
        definition = group.model_dump_json()
        with self._transaction() as connection:
            before = self.group(key)
            if before.asked_for:
                raise ConflictError("the group was generated, and its people fit what it was: make a new group.")
            same = connection.execute(
                "SELECT id FROM groups WHERE project = ? AND definition = ? AND id <> ?",
                [before.project, definition, before.id],
            ).fetchone()
            if same:
                raise ConflictError(f"the project has such a group already: {same[0]}.")
            connection.execute(
                "UPDATE groups SET name = ?, definition = ? WHERE id = ?", [group.name, definition, before.id]
            )

    def start_run(self, run_id: str, group_id: str, settings: Mapping[str, object]) -> None:
        """Begin a run or take it up again: it becomes the group's latest, and both are generating.

        Raises StoreError when the run exists with another group or other settings, as its people would not fit
        together; NotFoundError when there is no such group.
        """
        text = as_json(settings)
        with self._transaction() as connection:
            if not connection.execute("SELECT 1 FROM groups WHERE id = ?", [group_id]).fetchone():
                raise NotFoundError(f"no group {group_id} in {self.path}: add it before a run.")
            found = connection.execute("SELECT group_id, settings FROM runs WHERE id = ?", [run_id]).fetchone()
            if found and found[0] != group_id:
                raise StoreError(f"run {run_id} in {self.path} belongs to group {found[0]}, not to {group_id}.")
            if found and found[1] != text:
                raise StoreError(
                    f"run {run_id} in {self.path} was begun with other settings: {found[1]}. Begin a new run instead."
                )
            connection.execute(
                """INSERT INTO runs
                   SELECT ?, ?, coalesce(max(ordinal), 0) + 1, 'generating', ?, NULL, ?, NULL FROM runs
                   ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, status = 'generating', report = NULL,
                       started_at_utc = excluded.started_at_utc, finished_at_utc = NULL""",
                [run_id, group_id, text, now()],
            )
            connection.execute("UPDATE groups SET generation_status = 'generating' WHERE id = ?", [group_id])

    def finish_run(self, run_id: str, status: Literal["complete", "failed"], report: Mapping[str, object]) -> None:
        """End a run, and give its group the same status; the people of a complete one join the library."""
        with self._transaction() as connection:
            group = self._group_of(connection, run_id)
            connection.execute(
                "UPDATE runs SET status = ?, report = ?, finished_at_utc = ? WHERE id = ?",
                [status, as_json(report), now(), run_id],
            )
            connection.execute("UPDATE groups SET generation_status = ?, reason = NULL WHERE id = ?", [status, group])
            if status == "complete":
                self._join(connection, run_id)

    def run(self, run_id: str) -> RunRow | None:
        """The run of that id, if there is one."""
        rows = self._rows("SELECT id, group_id, status, settings, report FROM runs WHERE id = ?", [run_id])
        for key, group, status, settings, report in rows:
            return RunRow(key, group, status, json.loads(settings), json.loads(report) if report else None)
        return None

    def groups(self, project: str | None = None) -> list[GroupRow]:
        """All groups, or those of a project, oldest first."""
        rows = self._rows(
            f"{_GROUP_ROWS} WHERE coalesce(g.project = ?, true) ORDER BY g.created_at_utc, g.id", [project]
        )
        return [group_row(row) for row in rows]

    def group(self, key: str) -> GroupRow:
        """The group with this id, unique start of an id, or exact name.

        Raises NotFoundError, which names near ones; InputError, which lists the ids, when several fit.
        """
        (row,) = self._rows(_GROUP_ROWS + " WHERE g.id = ?", [self._resolve("group", key)])
        return group_row(row)

    def group_of_id(self, key: str) -> GroupRow | None:
        """The group with exactly this id, if there is one."""
        return next((group_row(row) for row in self._rows(_GROUP_ROWS + " WHERE g.id = ?", [key])), None)

    def delete_group(self, key: str) -> GroupRow:
        """Remove a group, its runs, and the people that belong to no other group; gives what it was.

        Those whom it reused are not its own and stay in the library.
        """
        with self._transaction() as connection:
            gone = self.group(key)
            people = "SELECT persona_id FROM memberships WHERE group_id"
            elsewhere = "SELECT persona_id FROM members WHERE run_id IS NULL OR run_id NOT IN"
            for table, column in (("portraits", "persona_id"), ("earlier_records", "persona_id"), ("personas", "id")):
                connection.execute(
                    f"""DELETE FROM {table} WHERE {column} IN ({people} = ?) AND {column} NOT IN ({people} <> ?)
                        AND {column} NOT IN ({elsewhere} (SELECT id FROM runs WHERE group_id = ?))""",
                    [gone.id, gone.id, gone.id],
                )
            self._forget_members(connection)
            connection.execute("DELETE FROM queue WHERE group_id = ?", [gone.id])
            for table in ("matches", "reuses"):
                connection.execute(
                    f"DELETE FROM {table} WHERE run_id IN (SELECT id FROM runs WHERE group_id = ?)", [gone.id]
                )
            for table, column in (("memberships", "group_id"), ("runs", "group_id"), ("groups", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", [gone.id])
        return gone

    # Slots of a run

    def save_persona(self, run_id: str, slot: int, persona: Persona, report: Mapping[str, object]) -> None:
        """Fill a slot of a run; an earlier failure of the slot is forgotten.

        Raises StoreError when the slot is filled, the person already has a slot of this run, or another record is
        stored under the person's id.
        """
        record = persona.model_dump_json()
        with self._transaction() as connection:
            group = self._group_of(connection, run_id)
            self._check_free(connection, run_id, slot)
            twice = connection.execute(
                "SELECT slot FROM memberships WHERE run_id = ? AND persona_id = ?", [run_id, persona.id]
            ).fetchone()
            if twice:
                raise StoreError(f"persona {persona.id} already fills slot {twice[0]} of run {run_id}.")
            stored = connection.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
            if stored and stored[0] != record:
                raise StoreError(f"another record is stored as persona {persona.id} in {self.path}; it is kept.")
            if not stored:
                self._add_persona(connection, persona, record, now())
            connection.execute(
                "INSERT INTO memberships VALUES (?, ?, ?, ?, ?)", [run_id, slot, group, persona.id, as_json(report)]
            )

    def replace_persona(self, persona: Persona) -> None:
        """Put a record in the place of the one with its id, which is kept as an earlier one.

        Raises NotFoundError when there is no such person.
        """
        with self._transaction() as connection:
            found = connection.execute("SELECT record FROM personas WHERE id = ?", [persona.id]).fetchone()
            if not found:
                raise NotFoundError(f"no persona {persona.id} in {self.path}.")
            connection.execute(
                """INSERT INTO earlier_records
                   SELECT ?, coalesce(max(number), 0) + 1, ?, ? FROM earlier_records WHERE persona_id = ?""",
                [persona.id, found[0], now(), persona.id],
            )
            kept = persona.model_copy(update={"avatar": None, "source": self._persona(found[0]).source})
            connection.execute(
                "UPDATE personas SET record = ?, schema_version = ? WHERE id = ?",
                [kept.model_dump_json(), kept.schema_version, persona.id],
            )

    def earlier_records(self, key: str) -> list[Persona]:
        """What a person was before they were told anew, oldest first; `key` as in `persona()`."""
        rows = self._rows(
            "SELECT record FROM earlier_records WHERE persona_id = ? ORDER BY number", [self._resolve("persona", key)]
        )
        return [self._persona(record) for (record,) in rows]

    def finished(self, run_id: str) -> dict[int, tuple[Persona, dict[str, Any]]]:
        """The filled slots of a run, in order, each with its persona and report; who was reused says so in `source`."""
        return self._filled(run_id)

    # People

    def personas(self, group: str | None = None, run_id: str | None = None) -> list[Persona]:
        """The people of a run, else of a group's latest run, both in slot order; else all, oldest first.

        `group` is taken as in `group()`. Raises NotFoundError when there is no such group or run.
        """
        if group is not None and run_id is None:
            run_id = self.group(group).run_id
            if run_id is None:
                return []
        elif run_id is not None:
            run = self.run(run_id)
            if run is None or (group is not None and run.group_id != self.group(group).id):
                raise NotFoundError(f"no run {run_id}{f' of group {group}' if group else ''} in {self.path}.")
        if run_id is not None:
            return [persona for persona, _ in self.finished(run_id).values()]
        rows = self._rows(f"SELECT p.record, {_HAS_PORTRAIT} {_PEOPLE} ORDER BY p.saved_at_utc, p.id")
        return [self._persona(record, shown) for record, shown in rows]

    def persona(self, key: str) -> Persona:
        """The person with this id, unique start of an id, or exact name; raises as `group()` does."""
        ((record, shown),) = self._rows(
            f"SELECT p.record, {_HAS_PORTRAIT} {_PEOPLE} WHERE p.id = ?", [self._resolve("persona", key)]
        )
        return self._persona(record, shown)

    def page(self, run_id: str, first: int, most: int) -> list[Persona]:
        """Up to `most` of a run's people in slot order, from the one at place `first`, 0 being the first."""
        return [persona for persona, _ in self._filled(run_id, first, most).values()]

    def export(
        self, target: Path | BinaryIO, format: str = "jsonl", group: str | None = None, run_id: str | None = None
    ) -> int:
        """Write what `personas(group, run_id)` gives, as `export()` of this package does; gives their number."""
        return export(self.personas(group, run_id), target, format)

    # Inside

    def _filled(
        self, run_id: str, first: int = 0, most: int | None = None
    ) -> dict[int, tuple[Persona, dict[str, Any]]]:
        rows = self._rows(
            f"""SELECT m.slot, p.record, {_HAS_PORTRAIT}, r.slot IS NOT NULL, m.report
                {_PEOPLE} JOIN memberships m ON m.persona_id = p.id LEFT JOIN reuses r USING (run_id, slot)
                WHERE m.run_id = ? ORDER BY m.slot LIMIT ? OFFSET ?""",
            [run_id, most, first],
        )
        return {
            slot: (self._persona(record, shown, reused), json.loads(report))
            for slot, record, shown, reused, report in rows
        }

    def _resolve(self, kind: str, key: str) -> str:
        if self._rows(f"SELECT 1 FROM {kind}s WHERE id = ?", [key]):
            return key
        return resolve(kind, key, self._rows(f"SELECT id, name FROM {kind}s ORDER BY id"), self.path)
