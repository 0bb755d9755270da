"""Access tokens, of which only hashes are kept."""

from datetime import UTC, datetime

from boses_engine.errors import NotFoundError
from boses_engine.store.database import Database, now
from boses_engine.store.rows import TokenRow


def save_token(db: Database, token: TokenRow, sha256: str) -> None:
    """Keep a new token's row and hash."""
    times = [at and at.astimezone(UTC).replace(tzinfo=None) for at in (token.created_at, token.expires_at)]
    with db.transaction():
        db.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL)",
            [token.id, token.name, token.project, sha256, *times],
        )


def tokens(db: Database) -> list[TokenRow]:
    """All tokens, oldest first, revoked ones too."""
    return [row for row, _ in _token_rows(db, "ORDER BY created_at_utc, id")]


def token(db: Database, token_id: str) -> tuple[TokenRow, str] | None:
    """A token's row and hash, if there is one of that id."""
    return next(iter(_token_rows(db, "WHERE id = ?", token_id)), None)


def revoke_token(db: Database, token_id: str) -> TokenRow:
    """The token is refused from now on; NotFoundError without it."""
    with db.transaction():
        if token(db, token_id) is None:
            raise NotFoundError(f"no token {token_id!r}: `boses tokens list` shows them.")
        db.execute("UPDATE tokens SET revoked_at_utc = coalesce(revoked_at_utc, ?) WHERE id = ?", [now(), token_id])
    found = token(db, token_id)
    assert found is not None
    return found[0]


def _token_rows(db: Database, where: str, *values: object) -> list[tuple[TokenRow, str]]:
    rows = db.rows(
        f"SELECT id, name, project, created_at_utc, expires_at_utc, revoked_at_utc, sha256 FROM tokens {where}",
        values,
    )
    return [
        (TokenRow(key, name, project, made.replace(tzinfo=UTC), _aware(expires), _aware(revoked)), sha256)
        for key, name, project, made, expires, revoked, sha256 in rows
    ]


def _aware(at: datetime | None) -> datetime | None:
    return at and at.replace(tzinfo=UTC)
