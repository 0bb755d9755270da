"""The groups of a store, each with how far it is."""

import hashlib
import json

from boses_engine.domain.group import Group
from boses_engine.errors import ConflictError, NotFoundError
from boses_engine.store.bin import begin_deletion, bury, keep_members
from boses_engine.store.database import Database, now
from boses_engine.store.lookup import find_id
from boses_engine.store.members import forget_members
from boses_engine.store.projects import check_project, insert_project
from boses_engine.store.rows import GroupRow, group_row

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


def group_id(group: Group, project: str = "default") -> str:
    """The id that a group has in every store: the same project and definition give the same one."""
    canonical = json.dumps([project, group.model_dump()], sort_keys=True, ensure_ascii=False)
    return "g-" + hashlib.sha256(canonical.encode()).hexdigest()[:12]


def same_group(db: Database, group: Group, project: str, but: str = "") -> str | None:
    """The id of the group of a project with this definition, if there is one `but` that of an id."""
    rows = db.rows(
        "SELECT id FROM groups WHERE project = ? AND definition = ? AND id <> ?",
        [project, group.model_dump_json(), but],
    )
    return next((str(key) for (key,) in rows), None)


def add_group(db: Database, group: Group, project: str = "default", *, make_project: bool = True) -> str:
    """Keep a group, pending; gives its id, and changes nothing when it is there already.

    Raises NotFoundError where the project is not there, and is not to be made.
    """
    with db.transaction():
        if not make_project:
            check_project(db, project)
        if there := same_group(db, group, project):
            return there
        insert_project(db, project)
        key, others = group_id(group, project), 1
        while db.execute("SELECT 1 FROM groups WHERE id = ?", [key]).fetchone():
            others += 1  # a group that was changed keeps the id of what it was
            key = f"{group_id(group, project)}-{others}"
        db.execute(
            """INSERT INTO groups (id, project, name, definition, generation_status, created_at_utc)
               VALUES (?, ?, ?, ?, 'pending', ?)""",
            [key, project, group.name, group.model_dump_json(), now()],
        )
    return key


def change_group(db: Database, key: str, group: Group) -> None:
    """Give a group that nobody asked to be generated yet another definition; it keeps its id.

    Raises ConflictError when it was asked for, or its project has a group of this definition; NotFoundError when none
    has exactly this id.
    """
    with db.transaction():
        before = group_of_id(db, key)
        if before is None:
            raise NotFoundError(f"no group {key!r}.")
        if before.asked_for:
            raise ConflictError("the group was generated, and its people fit what it was: make a new group.")
        if same := same_group(db, group, before.project, but=before.id):
            raise ConflictError(f"the project has such a group already: {same}.")
        db.execute(
            "UPDATE groups SET name = ?, definition = ? WHERE id = ?", [group.name, group.model_dump_json(), before.id]
        )


def groups(db: Database, project: str | None = None) -> list[GroupRow]:
    """All groups, or those of a project, oldest first."""
    rows = db.rows(f"{_GROUP_ROWS} WHERE coalesce(g.project = ?, true) ORDER BY g.created_at_utc, g.id", [project])
    return [group_row(row) for row in rows]


def find_group(db: Database, key: str) -> GroupRow:
    """The group with this id, unique start of an id, or exact name.

    Raises NotFoundError, which names near ones; InputError, which lists the ids, when several fit.
    """
    (row,) = db.rows(_GROUP_ROWS + " WHERE g.id = ?", [find_id(db, "group", key)])
    return group_row(row)


def group_of_id(db: Database, key: str) -> GroupRow | None:
    """The group with exactly this id, if there is one."""
    return next((group_row(row) for row in db.rows(_GROUP_ROWS + " WHERE g.id = ?", [key])), None)


def delete_group(db: Database, key: str, *, idle: bool = False) -> GroupRow:
    """Remove a group, its runs, and the people that belong to no other group, for a while into the bin; gives what it
    was.

    Those whom it reused are not its own and stay in the library. With `idle` the key is its id, and it must not be
    queued or at work: raises NotFoundError, ConflictError.
    """
    with db.transaction():
        gone = group_of_id(db, key) if idle else find_group(db, key)
        if gone is None:
            raise NotFoundError(f"no group {key!r}.")
        if idle and gone.queued:
            raise ConflictError("the group is queued or generating: wait until that has ended.")
        drop_group(db, gone)
    return gone


def drop_group(db: Database, gone: GroupRow) -> None:
    """Removes what `delete_group` does, inside a transaction; it can be had back for a while, see `bin`."""
    deletion = begin_deletion(db, "group", gone.project, gone.id, gone.group.name)
    people = "SELECT persona_id FROM main.memberships WHERE group_id"
    elsewhere = "SELECT persona_id FROM main.members WHERE run_id IS NULL OR run_id NOT IN"
    of_people = [(table, "persona_id") for table in ("portraits", "earlier_records", "makings")]
    for table, column in (*of_people, ("personas", "id")):
        where = f"""{column} IN ({people} = ?) AND {column} NOT IN ({people} <> ?)
                    AND {column} NOT IN ({elsewhere} (SELECT id FROM main.runs WHERE group_id = ?))"""
        bury(db, deletion, table, where, [gone.id, gone.id, gone.id])
    keep_members(db, deletion)
    forget_members(db)
    db.execute("DELETE FROM queue WHERE group_id = ?", [gone.id])
    for table in ("matches", "reuses"):
        bury(db, deletion, table, "run_id IN (SELECT id FROM main.runs WHERE group_id = ?)", [gone.id])
    for table, column in (("memberships", "group_id"), ("runs", "group_id"), ("groups", "id")):
        bury(db, deletion, table, f"{column} = ?", [gone.id])
