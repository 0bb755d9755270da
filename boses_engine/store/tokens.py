"""Access tokens, and the sessions that browsers have in their place; of both only hashes are kept."""

from datetime import UTC, datetime

from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import TokenRow


def save_token(db: Database, token: TokenRow, sha256: str) -> None:
    """Keep a new token's row and hash; NotFoundError where its project is not there."""
    times = [at and at.astimezone(UTC).replace(tzinfo=None) for at in (token.created_at, token.expires_at)]
    with db.transaction():
        of = db.execute("SELECT id FROM projects WHERE name = ?", [token.project]).fetchone()
        if token.project is not None and of is None:
            raise NotFoundError(f"no project named {token.project!r}.")
        db.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL)",
            [token.id, token.name, of and of[0], sha256, *times],
        )


def tokens(db: Database) -> list[TokenRow]:
    """All tokens, oldest first, revoked ones too."""
    return [row for row, _ in _token_rows(db, "ORDER BY t.created_at_utc, t.id")]


def token(db: Database, token_id: str) -> tuple[TokenRow, str] | None:
    """A token's row and hash, if there is one of that id."""
    return next(iter(_token_rows(db, "WHERE t.id = ?", token_id)), None)


def revoke_token(db: Database, token_id: str) -> TokenRow:
    """The token and its sessions are refused from now on; NotFoundError without it."""
    with db.transaction():
        if token(db, token_id) is None:
            raise NotFoundError(f"no token {token_id!r}: `boses tokens list` shows them.")
        db.execute("UPDATE tokens SET revoked_at_utc = coalesce(revoked_at_utc, ?) WHERE id = ?", [now(), token_id])
        db.execute("DELETE FROM sessions WHERE token_id = ?", [token_id])
    found = token(db, token_id)
    assert found is not None
    return found[0]


def begin_session(db: Database, token_id: str, sha256: str, until: datetime) -> None:
    """Keep a browser's session, which stands for a token until then; those that have ended are forgotten."""
    with db.transaction():
        db.execute("DELETE FROM sessions WHERE expires_at_utc <= ?", [now()])
        db.execute(
            "INSERT INTO sessions VALUES (?, ?, ?)", [sha256, token_id, until.astimezone(UTC).replace(tzinfo=None)]
        )


def session_token(db: Database, sha256: str) -> tuple[str, datetime] | None:
    """The id of the token that a session stands for, and until when (UTC, aware), if there is one of that hash."""
    rows = db.rows("SELECT token_id, expires_at_utc FROM sessions WHERE sha256 = ?", [sha256])
    return next(((key, until.replace(tzinfo=UTC)) for key, until in rows), None)


def end_session(db: Database, sha256: str) -> None:
    """A session is over, if there is one of that hash."""
    with db.transaction():
        db.execute("DELETE FROM sessions WHERE sha256 = ?", [sha256])


def _token_rows(db: Database, where: str, *values: object) -> list[tuple[TokenRow, str]]:
    rows = db.rows(
        f"""SELECT t.id, t.name, coalesce(p.name, t.project), t.created_at_utc, t.expires_at_utc, t.revoked_at_utc,
                   t.sha256
            FROM tokens t LEFT JOIN projects p ON p.id = t.project {where}""",
        values,
    )
    return [
        (TokenRow(key, name, project, made.replace(tzinfo=UTC), _aware(expires), _aware(revoked)), sha256)
        for key, name, project, made, expires, revoked, sha256 in rows
    ]


def _aware(at: datetime | None) -> datetime | None:
    return at and at.replace(tzinfo=UTC)
