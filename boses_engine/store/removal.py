"""Removing a project with all that is its own, in one transaction: nothing is made in it meanwhile."""

from boses_engine.errors import ConflictError
from boses_engine.store.database import Database, now
from boses_engine.store.groups import drop_group, groups
from boses_engine.store.project_studies import drop_study, project_studies
from boses_engine.store.projects import check_project


def delete_project(db: Database, name: str) -> None:
    """Remove a project with its studies, its groups and their people, and revoke its tokens; those whom others reused
    stay.

    Raises NotFoundError without it; ConflictError while something of it is queued or at work.
    """
    with db.transaction():
        check_project(db, name)
        studies, own = project_studies(db, name), groups(db, name)
        if any(row.queued for row in studies) or any(row.queued for row in own):
            raise ConflictError("a group or study of the project is queued or at work: wait until it has ended.")
        for study in studies:
            drop_study(db, study)
        for group in own:
            drop_group(db, group)
        tokens = "SELECT t.id FROM tokens t JOIN projects p ON p.id = t.project WHERE p.name = ?"
        db.execute(f"DELETE FROM sessions WHERE token_id IN ({tokens})", [name])
        db.execute(
            f"UPDATE tokens SET revoked_at_utc = coalesce(revoked_at_utc, ?) WHERE id IN ({tokens})", [now(), name]
        )
        db.execute("DELETE FROM projects WHERE name = ?", [name])
